package dev.millrace.validatefile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.testing.Samples;
import dev.millrace.validatefile.ValidateAnswer.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Files whose contract has a rule in SQL.
class JudgingBySqlTest {
    private final Landed landed = new Landed();

    @AfterEach
    void close() {
        landed.close();
    }

    private AuditRecord file(String rule) {
        String dataset = "  - name: event_orders\n";
        landed.contracts.apply(Samples.contractWith(dataset, dataset + "    quality: [{type: sql, " + rule + "}]\n"));
        return landed.file(Samples.good());
    }

    @Test
    void areValidWhenTheyKeepIt() throws IOException {
        AuditRecord file = file("query: 'SELECT count(DISTINCT order_id) FROM {object}', mustBe: 3");

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.VALID);
        assertThat(landed.now(file).remarks()).isNull();
    }

    @Test
    void areRefusedWhenTheyBreakIt() throws IOException {
        AuditRecord file = file("name: few, query: 'SELECT count(*) FROM {object}', mustBeLessThan: 3");

        assertThat(landed.validate(file).verdict()).isEqualTo(Outcome.INVALID);
        assertThat(landed.report(file).findings().getFirst().message())
                .isEqualTo("few: the query answers 3; the number must be less than 3");
    }
}
