package dev.millrace.updatebatch;

import static dev.millrace.updatebatch.BatchOfOrders.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.Move;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.testing.Samples;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pages leave files that are too big for a function as they are: still being validated.
class JudgingBigFilesTest {
    private static final String MANIFEST = "manifests/event_orders/20261121T101530Z/judge.json";

    private final BatchOfOrders orders = new BatchOfOrders();

    @AfterEach
    void close() {
        orders.close();
    }

    private void listed() {
        orders.begun(OURS);
        orders.lists(OURS);
    }

    private RunManifest manifest() throws IOException {
        return RunJson.read(orders.s3.bytes("staged", MANIFEST).orElseThrow(), RunManifest.class);
    }

    private JsonNode judgedList(int page) {
        return orders.page("Get Judged List", OURS, page);
    }

    private static String outcome(JsonNode answer) {
        return answer.path("outcome").asText();
    }

    @Test
    void givesTheJobTheFilesThatThePagesLeft() throws IOException {
        List<AuditRecord> landed = orders.landed(3);
        listed();
        orders.staged(landed.get(0));
        orders.moved(landed.get(2), new Move.Held("archived"));

        JsonNode answer = orders.ask("Prepare Judging", OURS);

        assertThat(outcome(answer)).isEqualTo("READY");
        assertThat(answer.path("job").asText()).isEqualTo("judge-event_orders");
        assertThat(answer.path("fence").asLong())
                .isEqualTo(orders.batches.find(OURS).orElseThrow().fence());
        assertThat(answer.path("engine").asText()).isEqualTo("GLUE");
        assertThat(answer.path("manifest").asText()).isEqualTo("s3://staged/" + MANIFEST);
        AuditRecord left = landed.get(1);
        ContractPin pin =
                orders.contracts.current().of(Samples.DATASET).orElseThrow().pin();
        RunManifest manifest = manifest();
        assertThat(manifest.kind()).isEqualTo(RunManifest.JUDGE);
        assertThat(manifest.contract())
                .isEqualTo("s3://contracts/contracts/event_orders/%s.odcs.yaml".formatted(pin.sha256()));
        assertThat(manifest.tokenKey()).isEqualTo("arn:key");
        assertThat(manifest.undo()).isEmpty();
        assertThat(manifest.files())
                .containsExactly(new InputFile(
                        left.oid().hex(),
                        "landing",
                        left.version().key(),
                        left.version().versionId(),
                        left.size(),
                        left.arrived(),
                        InputFile.UNKNOWN,
                        0,
                        List.of()));
    }

    @Test
    void needsNoJobWhenThePagesLeftNothing() {
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(file);

        assertThat(outcome(orders.ask("Prepare Judging", OURS))).isEqualTo("NOTHING");
        assertThat(orders.s3.keys("staged")).isEmpty();
    }

    @Test
    void leavesFilesToWhoeverTookThemMeanwhile() {
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.clock.pass(PageListing.LEASE.plusSeconds(1));
        orders.audit.claim(file.oid(), "ing-1", "a test", PageListing.LEASE);

        assertThat(outcome(orders.ask("Prepare Judging", OURS))).isEqualTo("NOTHING");
    }

    @Test
    void givesBackEachFileOnceInPages() {
        List<AuditRecord> landed = orders.landed(55);
        listed();
        orders.ask("Prepare Judging", OURS);

        JsonNode first = judgedList(1);
        JsonNode second = judgedList(2);
        JsonNode third = judgedList(3);

        assertThat(List.of(outcome(first), outcome(second), outcome(third)))
                .containsExactly("PAGE", "PAGE", "NONE_LEFT");
        assertThat(BatchOfOrders.files(first)).isEqualTo(BatchOfOrders.hex(landed.subList(0, 50)));
        assertThat(BatchOfOrders.files(second)).isEqualTo(BatchOfOrders.hex(landed.subList(50, 55)));
        assertThat(third.path("page").asInt()).isEqualTo(2);
    }

    /// When an answer was lost, some of the page may have been judged already.
    @Test
    void givesAPageAgainHoweverFarItsFilesCame() {
        List<AuditRecord> landed = orders.landed(2);
        listed();
        orders.ask("Prepare Judging", OURS);
        JsonNode first = judgedList(1);
        orders.staged(landed.getFirst());

        assertThat(judgedList(1)).isEqualTo(first);
    }

    @Test
    void saysWhatIsMissingWhenNothingWasPrepared() {
        listed();

        assertThatThrownBy(() -> judgedList(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("s3://staged/" + MANIFEST + " is not there");
    }
}
