package dev.millrace.startingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.testing.Samples;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AControlFileArrivesTest {
    private final Uploads uploads = new Uploads();

    @AfterEach
    void close() {
        uploads.close();
    }

    private AuditRecord arrives(String key) {
        ObjectVersion version = uploads.upload(key);
        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();
        return uploads.record(version).orElseThrow();
    }

    private void controlFile(String template) {
        String yaml = Samples.replaced(
                new String(Samples.contract("on-arrival"), StandardCharsets.UTF_8),
                "customProperties:\n",
                "customProperties:\n  - property: millrace.controlFile\n    value: \"%s\"\n".formatted(template));
        uploads.contracts.apply(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"{folder}/_SUCCESS, events/orders/_SUCCESS", "{folder}/{name}.ctl, events/orders/a.ctl"})
    void isRecordedUnderItsDatasetAndStarted(String template, String key) {
        controlFile(template);

        AuditRecord record = arrives(key);

        assertThat(record.key().dataset()).isEqualTo("on-arrival/event_orders");
        assertThat(record.state()).isEqualTo(AuditState.NEW);
        assertThat(uploads.startedNames()).containsExactly("ing-" + record.oid());
    }

    @Test
    void isAMarkerThatToolsLeaveWhereNoContractAsksForIt() {
        assertThat(arrives("events/orders/_SUCCESS").state()).isEqualTo(AuditState.IGNORED);

        controlFile("{folder}/_SUCCESS");
        assertThat(arrives("elsewhere/_SUCCESS").state()).isEqualTo(AuditState.IGNORED);
    }
}
