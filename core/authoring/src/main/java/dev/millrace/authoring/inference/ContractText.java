package dev.millrace.authoring.inference;

import dev.millrace.contract.Compression;
import dev.millrace.contract.FileFormat;
import dev.millrace.contract.SchemaPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes a draft as a contract in YAML, with comments for the person who has to decide.
final class ContractText {
    private static final String COLUMN = "      - ";
    private static final String OF_COLUMN = "        ";

    private final Draft draft;
    private final StringBuilder out = new StringBuilder();

    private ContractText(Draft draft) {
        this.draft = draft;
    }

    static String of(Draft draft) {
        ContractText text = new ContractText(draft);
        text.head();
        for (int i = 0; i < draft.columns().size(); i++) {
            text.column(draft.columns().get(i), i);
        }
        text.tail();
        return text.out.toString();
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }

    private void head() {
        line("# A first contract, written from a sample: " + draft.about());
        line(
                "# Types, required columns and patterns are those of the sample; what is marked as a guess is one. Read it");
        line("# through, put right what you know better, and try it: ./millrace contract test FILE… --contract THIS");
        line("apiVersion: v3.1.0");
        line("kind: DataContract");
        line("id: " + YamlText.quoted("urn:millrace:contract:" + draft.dataset()));
        line("version: 0.1.0");
        line("status: draft");
        line("schema:");
        line("  - name: " + YamlText.of(draft.dataset()));
        draft.key().filter(none -> !draft.strict()).ifPresent(this::key);
        line("    properties:");
    }

    private void key(Key key) {
        String names = draft.names(key);
        String rows = String.format(Locale.ROOT, "%,d", key.rows());
        line("    # A guess: " + names + " may be the key: it was another one in each of " + rows
                + " rows. To make it a");
        line("    # rule, write 'primaryKey: true' there, and where it is two, 'primaryKeyPosition: 1' and '2'.");
    }

    private void column(ColumnGuess column, int index) {
        line(COLUMN + "name: " + YamlText.of(column.name()));
        if (!column.header().equals(column.name())) {
            line(OF_COLUMN + "physicalName: " + YamlText.of(column.header()));
        }
        line(OF_COLUMN + "logicalType: " + TypeText.logicalType(column.type()));
        TypeText.physicalType(column.type()).ifPresent(type -> line(OF_COLUMN + "physicalType: " + type));
        if (column.required()) {
            line(OF_COLUMN + "required: true");
        }
        keyPosition(index);
        options(TypeText.options(column.type()));
        column.remarks().forEach(remark -> line(OF_COLUMN + "# " + remark));
        column.personal().ifPresent(kind -> protection(kind, column.protection()));
        column.suggestions().forEach(suggestion -> line(OF_COLUMN + "# " + suggestion));
    }

    private void keyPosition(int index) {
        List<Integer> key =
                draft.key().filter(none -> draft.strict()).map(Key::columns).orElse(List.of());
        if (key.contains(index)) {
            line(OF_COLUMN + "primaryKey: true");
            line(OF_COLUMN + "primaryKeyPosition: " + (key.indexOf(index) + 1));
        }
    }

    private void options(Map<String, String> options) {
        if (!options.isEmpty()) {
            line(OF_COLUMN + "logicalTypeOptions:");
            options.forEach((name, value) -> line(OF_COLUMN + "  " + name + ": " + value));
        }
    }

    private void protection(PersonalData kind, String protection) {
        line(OF_COLUMN + "# A guess: these seem to be " + kind.description() + ".");
        line(OF_COLUMN + "classification: confidential");
        line(OF_COLUMN + "customProperties:");
        line(OF_COLUMN + "  - property: millrace.protect");
        line(OF_COLUMN + "    value: %-14s # or tokenise, last4, email-domain, year, drop".formatted(protection));
    }

    private void tail() {
        line("");
        line("# Whose the dataset is; notices name them:");
        line("# team:");
        line("#   name: Your team");
        line("# support:");
        line("#   - channel: " + draft.dataset());
        line("#     url: mailto:you@example.org");
        line("");
        line("customProperties:");
        line("  # Which keys of the landing bucket are files of this dataset.");
        setting(
                "keyPattern",
                YamlText.quoted(draft.dataset() + "/*" + draft.layout().ending() + packedEnding()));
        line(
                "  # What new content under an old key does: refuse (it is set aside), append (its rows are added) or replace");
        line("  # (its rows take the older ones' place).");
        setting("onNewVersion", "refuse");
        draft.layout().settings().forEach(this::setting);
        if (draft.packed() != Compression.NONE) {
            setting("compression", draft.packed().text());
        }
        if (draft.maxRecordBytes() != FileFormat.DEFAULT_MAX_RECORD_BYTES) {
            setting("maxRecordBytes", String.valueOf(draft.maxRecordBytes()));
        }
        leftOut();
    }

    private String packedEnding() {
        return switch (draft.packed()) {
            case GZIP -> ".gz";
            case ZSTD -> ".zst";
            case NONE, AUTO -> "";
        };
    }

    private void leftOut() {
        if (!draft.leftOut().isEmpty()) {
            line(
                    "  # NOT KEPT: the sample has these beside, which no column can hold. Files with them are loaded without");
            line("  # them, and a notice says so each time; 'strict' refuses such files.");
            draft.leftOut().forEach(name -> line("  #   " + YamlText.quoted(name)));
            setting("onSchemaChange", SchemaPolicy.EVOLVE.text());
        }
    }

    private void setting(String name, String value) {
        line("  - property: millrace." + name);
        line("    value: " + value);
    }
}
