package dev.millrace.contract.parsing;

import dev.millrace.contract.BadRows;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Compression;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.FileChecks;
import dev.millrace.contract.FileFormat;
import dev.millrace.contract.OnDuplicate;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.contract.Packing;
import dev.millrace.contract.Printable;
import dev.millrace.contract.SchemaPolicy;
import dev.millrace.contract.Severity;
import dev.millrace.contract.Spelled;
import dev.millrace.contract.Tolerance;
import dev.millrace.contract.keys.ControlFile;
import dev.millrace.contract.keys.KeyPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads the `millrace.*` properties of the contract; [ContractParser] lists them.
public final class SettingsParser {
    static final String PREFIX = "millrace.";
    public static final List<String> KNOWN = List.of(
            "keyPattern",
            "controlFile",
            "cadence",
            "format",
            "delimiter",
            "quote",
            "header",
            "encoding",
            "compression",
            "maxRecordBytes",
            "maxExpansion",
            "onNewVersion",
            "onDuplicate",
            "onSchemaChange",
            "onBadRow",
            "maxBadRows",
            "fileSeverity",
            "keepRawDays",
            "curate");
    private static final List<String> NO_TEXTS =
            List.of("maxRecordBytes", "maxExpansion", "maxBadRows", "fileSeverity", "keepRawDays", "curate");
    private static final List<String> SEVERITIES = List.of("halt", "quarantine");

    private final Problems problems;
    private final List<FormatKind> kinds;
    private final Map<String, YamlNode> values = new HashMap<>();
    private final SettingValues given;

    /// @param kinds of files that contracts can name
    SettingsParser(Problems problems, List<FormatKind> kinds) {
        this.problems = problems;
        this.kinds = kinds;
        this.given = new SettingValues(problems, values);
    }

    Settings parse(Fields contract) {
        contract.items("customProperties").forEach(item -> collect(item.fields()));
        require(contract, "keyPattern", "say which object keys are this dataset's");
        require(
                contract,
                "onNewVersion",
                "say what new content under an old key does: append (its rows are added), replace (its rows take the"
                        + " older ones' place) or refuse (it is set aside)");
        Optional<KeyPattern> keyPattern = given.text("keyPattern").flatMap(this::keyPattern);
        FileFormat format = new FormatParser(kinds, given).parse();
        new ServersCheck(problems, values).check(contract, format);
        return new Settings(
                keyPattern,
                given.text("controlFile").flatMap(template -> controlFile(template, keyPattern)),
                oneOf("cadence", Cadence::ofText, Spelled.texts(Cadence.class)).orElse(Cadence.ON_ARRIVAL),
                format,
                packing(),
                oneOf("onNewVersion", OnNewVersion::ofText, Spelled.texts(OnNewVersion.class))
                        .orElse(OnNewVersion.REFUSE),
                oneOf("onDuplicate", OnDuplicate::ofText, Spelled.texts(OnDuplicate.class))
                        .orElse(OnDuplicate.HOLD),
                oneOf("onSchemaChange", SchemaPolicy::ofText, Spelled.texts(SchemaPolicy.class))
                        .orElse(SchemaPolicy.STRICT),
                badRows(),
                fileChecks(format),
                keepRawDays(),
                Optional.ofNullable(values.get("curate")));
    }

    private void require(Fields contract, String name, String advice) {
        if (!values.containsKey(name)) {
            problems.add(
                    contract.near("customProperties"),
                    "the property '%s%s' is missing; %s".formatted(PREFIX, name, advice));
        }
    }

    private void collect(Fields item) {
        String property = item.text("property").orElse("");
        if (!isOurs(property)) {
            return;
        }
        String name = property.startsWith(PREFIX) ? property.substring(PREFIX.length()) : "";
        if (!KNOWN.contains(name)) {
            String hint =
                    Spelling.hint(property, KNOWN.stream().map(PREFIX::concat).toList());
            problems.add(item.near("property"), "'%s' is unknown or not built yet%s".formatted(property, hint));
        } else if (values.containsKey(name)) {
            problems.add(item.near("property"), "'%s' is given twice; remove one".formatted(property));
        } else {
            YamlNode value = item.near("value");
            values.put(name, value);
            if (value.text().isEmpty() && !NO_TEXTS.contains(name)) {
                problems.add(value, "'%s' must be text, in quotes".formatted(property));
            }
        }
    }

    /// Whether a custom property looks like one of Millrace's, also when it is misspelled.
    static boolean isOurs(String property) {
        return property.toLowerCase(Locale.ROOT).startsWith("millrace");
    }

    private Optional<KeyPattern> keyPattern(String glob) {
        try {
            return Optional.of(KeyPattern.of(glob));
        } catch (IllegalArgumentException e) {
            given.complain("keyPattern", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// A control file that is itself a file of the dataset would wait for itself.
    private Optional<ControlFile> controlFile(String template, Optional<KeyPattern> files) {
        try {
            ControlFile control = ControlFile.of(template);
            files.flatMap(control::ambiguousKey)
                    .ifPresent(key -> given.complain(
                            "controlFile",
                            "the control file '%s' would be a data file too, for millrace.keyPattern matches it; make that one narrower, or put control files elsewhere"
                                    .formatted(Printable.of(key, 200))));
            return Optional.of(control);
        } catch (IllegalArgumentException e) {
            given.complain("controlFile", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private <E> Optional<E> oneOf(String name, Function<String, Optional<E>> ofText, List<String> texts) {
        Optional<String> text = given.text(name);
        Optional<E> constant = text.flatMap(ofText);
        if (text.isPresent() && constant.isEmpty()) {
            given.complain(
                    name, "must be %s%s".formatted(String.join(" or ", texts), Spelling.hint(text.get(), texts)));
        }
        return constant;
    }

    private Packing packing() {
        Compression compression = oneOf("compression", Compression::ofText, Spelled.texts(Compression.class))
                .orElse(Compression.NONE);
        int most = Packing.GREATEST_MAX_EXPANSION;
        int expansion = given.whole("maxExpansion", Packing.DEFAULT_MAX_EXPANSION, most);
        return new Packing(compression, expansion);
    }

    private Optional<Integer> keepRawDays() {
        return Optional.ofNullable(values.get("keepRawDays"))
                .map(days -> given.whole("keepRawDays", 1, DataContract.MOST_RAW_DAYS));
    }

    private FileChecks fileChecks(FileFormat format) {
        return Optional.ofNullable(values.get("fileSeverity"))
                .map(new FileChecksParser(problems, format)::parse)
                .orElse(FileChecks.DEFAULT);
    }

    private BadRows badRows() {
        Severity severity = oneOf("onBadRow", text -> Severity.ofText(text).filter(s -> s != Severity.WARN), SEVERITIES)
                .orElse(Severity.HALT);
        YamlNode most = values.get("maxBadRows");
        Optional<Tolerance> tolerance =
                Optional.ofNullable(most).flatMap(YamlNode::scalar).flatMap(Tolerance::ofText);
        if (most != null && tolerance.isEmpty()) {
            problems.add(most, "must be a number of rows such as 100, or of rows in a hundred such as \"0.5%\"");
        }
        return new BadRows(severity, tolerance.orElse(Tolerance.DEFAULT));
    }
}
