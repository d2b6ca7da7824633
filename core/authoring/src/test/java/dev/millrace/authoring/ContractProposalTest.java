package dev.millrace.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.NewColumn;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.Formats;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractProposalTest {
    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: test
            version: 1.0.0
            status: active
            schema:
              - name: things
                properties:
                  - name: id   # the key
                    logicalType: integer
                    required: true
                  - name: day
                    logicalType: date
            # what follows
            customProperties:
              - {property: millrace.keyPattern, value: 'in/*.csv'}
              - {property: millrace.onNewVersion, value: append}
              - {property: millrace.onSchemaChange, value: evolve}
            """;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static DataContract contract(String yaml) {
        return ((ParsedContract.Accepted) Formats.contract(bytes(yaml))).contract();
    }

    private static Verdict judge(String yaml, String file) throws IOException {
        return FileJudge.judge(contract(yaml), FileBytes.of(bytes(file)), JudgingResources.usual(), RowSink.none());
    }

    @Test
    void hasTheNewColumnsAfterTheOthersAndLeavesTheRestAsItStands() throws IOException {
        String file = """
                E-Mail,id,amount,day,"day of ""Größe""\",flag
                a@b.example,1,1.5,,2026-01-31,true
                ,2,2,,2026-02-01,
                """;
        Verdict.Valid valid = (Verdict.Valid) judge(CONTRACT, file);
        assertThat(valid.newColumns())
                .containsExactly(
                        new NewColumn("E-Mail", "string"),
                        new NewColumn("amount", "number"),
                        new NewColumn("day of \"Größe\"", "date"),
                        new NewColumn("flag", "boolean"));

        String proposed =
                ContractProposal.of(bytes(CONTRACT), valid.newColumns()).orElseThrow();
        assertThat(proposed).isEqualTo(CONTRACT.replace("# what follows\n", """
                      # Proposed, for a file had it: name, type and meaning are guesses.
                      - name: e_mail
                        physicalName: "E-Mail"
                        logicalType: string
                      - name: amount
                        physicalName: "amount"
                        logicalType: number
                      - name: day_of_gr_e
                        physicalName: "day of \\"Gr\\u00f6\\u00dfe\\""
                        logicalType: date
                      - name: flag
                        physicalName: "flag"
                        logicalType: boolean
                # what follows
                """));
        Verdict now = judge(proposed, file);
        assertThat(now).isInstanceOf(Verdict.Valid.class);
        assertThat(((Verdict.Valid) now).newColumns()).isEmpty();
    }

    @Test
    void isNotWrittenIntoBrackets() {
        String inBrackets = CONTRACT.replaceFirst(
                "(?s)properties:.*# what", "properties: [{name: id, logicalType: integer}]\n# what");
        assertThat(contract(inBrackets).columns()).hasSize(1);
        assertThat(ContractProposal.of(bytes(inBrackets), List.of(new NewColumn("a", "string"))))
                .isEmpty();
    }

    @Test
    void findsOtherNamesForColumnsWhoseNamesAreTaken() {
        String proposed = ContractProposal.of(
                        bytes(CONTRACT),
                        List.of(
                                new NewColumn("ID", "string"),
                                new NewColumn("__", "string"),
                                new NewColumn("9", "string")))
                .orElseThrow();
        assertThat(contract(proposed).columns())
                .extracting(Column::name)
                .containsExactly("id", "day", "id_2", "column", "column_2");
    }

    @Test
    void proposesNothingWhereTheContractDoesNotEvolve() throws IOException {
        Verdict verdict = judge(CONTRACT.replace("evolve", "permissive"), "id,day,new\n1,,x\n");
        assertThat(((Verdict.Valid) verdict).newColumns()).isEmpty();
    }
}
