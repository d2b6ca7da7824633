package dev.millrace.validatefile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.Remarks;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.flow.landing.FailedPlace;
import dev.millrace.formats.Formats;
import dev.millrace.notices.reports.FindingsPage;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.testing.Samples;
import dev.millrace.validatefile.ValidateAnswer.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Files in which something is found, and which are loaded all the same.
class RemarkingOnAFileTest {
    private final Landed landed = new Landed();

    @AfterEach
    void close() {
        landed.close();
    }

    private void apply(String settings) {
        String yaml = new String(Samples.contract("on-arrival"), StandardCharsets.UTF_8) + settings;
        landed.contracts.apply(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsAReportOfRowsThatAreSetAside() throws IOException {
        apply("""
                  - property: millrace.onBadRow
                    value: quarantine
                  - property: millrace.maxBadRows
                    value: 90%
                """);
        AuditRecord file = landed.file(Samples.bad());

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.VALID);

        FailedPlace place = FailedPlace.of(file);
        AuditRecord valid = landed.now(file);
        assertThat(valid.remarks()).isEqualTo(new Remarks(2, 3, place.remarksKey()));
        assertThat(valid.rows()).isEqualTo(3);
        assertThat(valid.findingsKey()).isNull();
        assertThat(landed.s3.keys("failed"))
                .containsExactlyInAnyOrder(place.remarksKey(), FindingsPage.keyBeside(place.remarksKey()));
        FindingsReport report =
                FindingsReport.of(landed.s3.bytes("failed", place.remarksKey()).orElseThrow());
        assertThat(report.rowsSetAside()).isEqualTo(2);
        assertThat(report.total()).isEqualTo(3);
        assertThat(report.proposalKey()).isNull();
        assertThat(report.findings()).extracting(FindingsReport.Line::severity).containsOnly("quarantine");
    }

    @Test
    void refusesAFileOfWhichTooMuchWouldBeSetAside() throws IOException {
        apply("""
                  - property: millrace.onBadRow
                    value: quarantine
                """);
        AuditRecord file = landed.file(Samples.bad());

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.INVALID);
        assertThat(landed.report(file).findings().getFirst().rule()).isEqualTo("bad-rows");
    }

    @Test
    void proposesAContractForColumnsThatAreNew() throws IOException {
        apply("""
                  - property: millrace.onSchemaChange
                    value: evolve
                """);
        AuditRecord file = landed.file("""
                order_id,ordered_on,customer,amount,Paid On
                1,2026-11-20,Anna,12.50,2026-11-21
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.VALID);

        String key = FailedPlace.of(file).proposalKey();
        byte[] proposed = landed.s3.bytes("failed", key).orElseThrow();
        assertThat(Formats.contract(proposed)).isInstanceOf(ParsedContract.Accepted.class);
        assertThat(new String(proposed, StandardCharsets.UTF_8))
                .contains("- name: paid_on\n", "physicalName: \"Paid On\"\n", "logicalType: date\n");
        FindingsReport report = FindingsReport.of(
                landed.s3.bytes("failed", FailedPlace.of(file).remarksKey()).orElseThrow());
        assertThat(report.proposalKey()).isEqualTo(key);
        assertThat(report.findings()).extracting(FindingsReport.Line::severity).containsExactly("warn");
    }
}
