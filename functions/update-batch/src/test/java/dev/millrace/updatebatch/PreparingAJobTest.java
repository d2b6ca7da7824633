package dev.millrace.updatebatch;

import static dev.millrace.updatebatch.BatchOfOrders.NEXT;
import static dev.millrace.updatebatch.BatchOfOrders.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.Remarks;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.flow.contracts.ApplyResult;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.Transform;
import dev.millrace.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparingAJobTest {
    private static final String MANIFEST = "manifests/event_orders/20261121T101530Z/curate.json";

    private final BatchOfOrders orders = new BatchOfOrders();

    @AfterEach
    void close() {
        orders.close();
    }

    private RunManifest manifest() throws IOException {
        return RunJson.read(orders.s3.bytes("staged", MANIFEST).orElseThrow(), RunManifest.class);
    }

    private RunManifest prepared() throws IOException {
        orders.ask("Prepare Job", OURS);
        return manifest();
    }

    private ContractPin pin() {
        return orders.contracts.current().of(Samples.DATASET).orElseThrow().pin();
    }

    private void apply(byte[] contract) {
        assertThat(orders.contracts.apply(contract, file -> Optional.of(new byte[] {1})))
                .isInstanceOf(ApplyResult.Applied.class);
    }

    private void listed() {
        orders.begun(OURS);
        orders.lists(OURS);
    }

    @Test
    void saysWhereTheJobReadsAndWrites() throws IOException {
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(file);

        JsonNode answer = orders.ask("Prepare Job", OURS);

        assertThat(answer.path("outcome").asText()).isEqualTo("READY");
        assertThat(answer.path("job").asText()).isEqualTo("curate-event_orders");
        assertThat(answer.path("fence").asLong()).isEqualTo(100_000_000_000_001L);
        assertThat(answer.path("engine").asText()).isEqualTo("GLUE");
        assertThat(answer.path("manifest").asText()).isEqualTo("s3://staged/" + MANIFEST);
        assertThat(manifest())
                .isEqualTo(new RunManifest(
                        RunManifest.CURATE,
                        "event_orders",
                        OURS.batch(),
                        "s3://contracts/contracts/event_orders/%s.odcs.yaml".formatted(pin().sha256()),
                        null,
                        "millrace_staging",
                        "millrace",
                        "s3://staged/staging/event_orders/",
                        "s3://lake/event_orders/",
                        "s3://staged/results/event_orders/20261121T101530Z/",
                        List.of(),
                        null,
                        List.of(),
                        List.of(new InputFile(
                                file.oid().hex(),
                                "landing",
                                "events/orders/a.csv",
                                "v1",
                                101,
                                file.arrived(),
                                3,
                                0,
                                List.of()))));
    }

    /// Whatever the contract says of versions, its rows take the place of the original's and of no other's.
    @ParameterizedTest
    @ValueSource(strings = {"append", "replace", "refuse"})
    void putsAFileThatIsIngestedAgainInThePlaceOfItsOriginal(String onNewVersion) throws IOException {
        apply(Samples.replaced(
                        new String(Samples.contract(), StandardCharsets.UTF_8),
                        "onNewVersion\n    value: replace",
                        "onNewVersion\n    value: " + onNewVersion)
                .getBytes(StandardCharsets.UTF_8));
        AuditRecord original = ingestedOnArrival("events/orders/a.csv");
        AuditRecord again = orders.again(original);
        AuditRecord rival = orders.again(original);
        listed();
        orders.staged(again);
        orders.staged(rival);

        RunManifest manifest = prepared();

        assertThat(manifest.files()).singleElement().satisfies(file -> {
            assertThat(file.replaces()).containsExactly(original.oid().hex());
            assertThat(file.arrived()).isBeforeOrEqualTo(original.arrived());
        });
        orders.curated(OURS);
        orders.ask("Mark Batch Ingested", OURS);
        assertThat(orders.states(List.of(again, rival)))
                .containsExactlyInAnyOrder(AuditState.INGESTED, AuditState.SUPERSEDED);
        assertThat(orders.now(original).state()).isEqualTo(AuditState.SUPERSEDED);
    }

    @Test
    void commitsNoFileWhosePlaceAnotherTookMeanwhile() throws IOException {
        AuditRecord original = ingestedOnArrival("events/orders/a.csv");
        AuditRecord again = orders.again(original);
        listed();
        orders.staged(again);
        prepared();
        AuditRecord rival = orders.again(original);
        orders.audit.enlist(rival.oid(), NEXT.executionName(), "an ARN", "a test", Duration.ofMinutes(10));
        orders.staged(rival);
        orders.versions.replaceOlder(orders.now(rival).claim(), 3, record -> OnNewVersion.APPEND, "a test");

        assertThatThrownBy(() -> orders.curated(OURS)).hasMessageContaining("took the place");
        assertThat(orders.now(again).state()).isEqualTo(AuditState.LOADING);
    }

    /// An ingested file, as an earlier batch left it.
    private AuditRecord ingestedOnArrival(String key) {
        AuditRecord file = orders.landed(key);
        orders.audit.enlist(file.oid(), "earlier", "an ARN", "a test", Duration.ofMinutes(10));
        orders.staged(file);
        return orders.audit
                .move(orders.now(file).claim(), new Move.Ingested(3), "a test")
                .record();
    }

    @Test
    void doesNothingWhenNoFileIsStaged() {
        List<AuditRecord> landed = orders.landed(2);
        listed();
        orders.moved(landed.getFirst(), new Move.Held("too big"));
        orders.moved(landed.getLast(), new Move.Failed("ServiceFault: down"));

        JsonNode answer = orders.ask("Prepare Job", OURS);

        assertThat(answer.path("outcome").asText()).isEqualTo("NOTHING");
        assertThat(orders.s3.keys("staged")).isEmpty();
        // Its job never ran, so the next has nothing to undo.
        assertThat(orders.batches.mayChangeTable(NEXT)).isEmpty();
    }

    @Test
    void needsNoJobForFilesWithoutRows() {
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(file, 0, null);

        JsonNode answer = orders.ask("Prepare Job", OURS);
        JsonNode again = orders.ask("Prepare Job", OURS);
        JsonNode end = orders.ask("Mark Batch Ingested", OURS);

        assertThat(answer.path("outcome").asText()).isEqualTo("NOTHING");
        assertThat(again).isEqualTo(answer);
        assertThat(end.path("outcome").asText()).isEqualTo("SUCCEEDED");
        assertThat(orders.now(file).state()).isEqualTo(AuditState.INGESTED);
        assertThat(orders.s3.keys("staged")).isEmpty();
    }

    @Test
    void leavesWhatABrokenBatchLeftToTheNextJob() {
        orders.batches.mayChangeTable(NEXT);
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(file, 0, null);

        orders.ask("Prepare Job", OURS);

        assertThat(orders.batches.mayChangeTable(OURS)).containsExactly(NEXT.batch());
    }

    @Test
    void listsStagedFilesInTheOrderOfTheirArrival() throws IOException {
        var late = orders.clock.instant();
        AuditRecord third = orders.landed("events/orders/a.csv", Samples.DATASET, late);
        AuditRecord fourth = orders.landed("events/orders/b.csv", Samples.DATASET, late);
        AuditRecord first = orders.landed("events/orders/c.csv", Samples.DATASET, late.minusSeconds(9));
        AuditRecord second = orders.landed("events/orders/d.csv", Samples.DATASET, late.minusSeconds(5));
        AuditRecord held = orders.landed("events/orders/e.csv", Samples.DATASET, late);
        listed();
        List.of(fourth, third, second, first).forEach(orders::staged);
        orders.moved(held, new Move.Held("too big"));

        assertThat(prepared().files())
                .extracting(InputFile::oid)
                .isEqualTo(BatchOfOrders.hex(List.of(first, second, third, fourth)));
    }

    @Test
    void listsFilesOfAllPages() throws IOException {
        List<AuditRecord> landed = orders.landed(80);
        listed();
        landed.forEach(orders::staged);

        assertThat(prepared().files()).extracting(InputFile::oid).isEqualTo(BatchOfOrders.hex(landed));
    }

    @Test
    void leavesStagedFilesThatAnotherTookOver() throws IOException {
        List<AuditRecord> landed = orders.landed(2);
        listed();
        landed.forEach(orders::staged);
        orders.clock.pass(Duration.ofHours(1));
        orders.audit.claim(landed.getFirst().oid(), NEXT.executionName(), "a test", Duration.ofMinutes(10));

        assertThat(prepared().files())
                .extracting(InputFile::oid)
                .containsExactly(landed.getLast().oid().hex());
    }

    @Test
    void leavesRowsOutThatWereSetAside() throws IOException {
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(file, 10, new Remarks(4, 5, "x.remarks.json"));

        assertThat(prepared().files()).extracting(InputFile::rows).containsExactly(6L);
    }

    @Test
    void namesTheOlderVersionsThatAFileReplaces() throws IOException {
        AuditRecord ingested = orders.landed("events/orders/a.csv");
        AuditRecord failed = orders.landed("events/orders/a.csv");
        AuditRecord staged = orders.landed("events/orders/a.csv");
        AuditRecord newest = orders.landed("events/orders/a.csv");
        AuditRecord other = orders.landed("events/orders/b.csv");
        listed();
        orders.moved(orders.staged(ingested), new Move.Ingested(3));
        orders.moved(failed, new Move.Failed("ServiceFault: down"));
        List.of(staged, newest, other).forEach(orders::staged);

        List<InputFile> files = prepared().files();

        assertThat(files).extracting(InputFile::oid).isEqualTo(BatchOfOrders.hex(List.of(staged, newest, other)));
        assertThat(files.get(0).replaces()).containsExactly(ingested.oid().hex());
        assertThat(files.get(1).replaces())
                .containsExactlyInAnyOrder(ingested.oid().hex(), staged.oid().hex());
        assertThat(files.get(2).replaces()).isEmpty();
    }

    /// Released, its bytes landed anew after the newer version.
    @Test
    void givesAReleasedVersionItsOriginalsPlaceAndArrival() throws IOException {
        AuditRecord original = orders.landed("events/orders/a.csv");
        AuditRecord between = orders.landed("events/orders/b.csv");
        AuditRecord newer = orders.landed("events/orders/a.csv");
        orders.moved(
                claimed(original),
                new Move.Refused("line 3", 1, "x.findings.json", null, null),
                new Move.SetAside("failed/a.csv"));
        AuditRecord released = orders.released(original);
        listed();
        List.of(released, newer, between).forEach(orders::staged);

        List<InputFile> files = prepared().files();

        assertThat(files).extracting(InputFile::oid).isEqualTo(BatchOfOrders.hex(List.of(released, between, newer)));
        assertThat(files.getFirst().arrived()).isEqualTo(original.arrived());
        assertThat(files.getLast().replaces()).containsExactly(released.oid().hex());
        assertThat(files.getFirst().replaces()).isEmpty();
    }

    private AuditRecord claimed(AuditRecord record) {
        return orders.audit
                .claim(record.oid(), "ing-1", "a test", Duration.ofMinutes(10))
                .record();
    }

    /// S3's list, by which a lost event is made up for, knows whole seconds.
    @Test
    void keepsTheVersionsOfAKeyInOrderWhateverTheirTimesSay() throws IOException {
        var second = orders.clock.instant();
        AuditRecord older = orders.landed("events/orders/a.csv", Samples.DATASET, second.plusMillis(700));
        AuditRecord newer = orders.landed("events/orders/a.csv", Samples.DATASET, second);
        listed();
        List.of(older, newer).forEach(orders::staged);

        List<InputFile> files = prepared().files();

        assertThat(files).extracting(InputFile::oid).isEqualTo(BatchOfOrders.hex(List.of(older, newer)));
        assertThat(files.getFirst().arrived()).isBefore(files.getLast().arrived());
    }

    /// Its dataset was ingested on arrival then.
    @Test
    void replacesAVersionThatWasIngestedUnderAnotherCadence() throws IOException {
        AuditRecord older = orders.landed("events/orders/a.csv", Cadence.ON_ARRIVAL);
        orders.staged(claimed(older));
        orders.moved(older, new Move.Ingested(3));
        AuditRecord newer = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(newer);

        assertThat(prepared().files().getFirst().replaces())
                .containsExactly(older.oid().hex());
    }

    /// Replaced on arrival, and the function that was to delete its rows died: a removal would not find them in the
    /// batch's folder.
    @Test
    void namesTheRowsThatAreStillToBeTakenAway() throws IOException {
        AuditRecord older = orders.landed("events/orders/a.csv", Cadence.ON_ARRIVAL);
        AuditRecord newer = orders.landed("events/orders/a.csv", Cadence.ON_ARRIVAL);
        orders.staged(claimed(older));
        orders.moved(older, new Move.Ingested(3));
        orders.staged(claimed(newer));
        orders.versions.replaceOlder(orders.now(newer).claim(), 3, record -> OnNewVersion.REPLACE, "a test");
        AuditRecord next = orders.landed("events/orders/b.csv");
        listed();
        orders.staged(next);

        assertThat(prepared().withdrawn()).containsExactly(older.oid().hex());

        orders.removals
                .of(orders.now(newer))
                .forEach(order -> orders.removals.taken(order, orders.now(older), "a test"));
        assertThat(orders.now(older).state()).isEqualTo(AuditState.SUPERSEDED);
        assertThat(prepared().withdrawn())
                .as("a writer that was left behind may put them back")
                .containsExactly(older.oid().hex());
    }

    @Test
    void namesTheRowsThatABrokenLoadMayHaveLeft() throws IOException {
        AuditRecord broken = orders.landed("events/orders/a.csv", Cadence.ON_ARRIVAL);
        AuditRecord unread = orders.landed("events/orders/b.csv", Cadence.ON_ARRIVAL);
        orders.staged(claimed(broken));
        orders.moved(broken, new Move.Failed("ServiceFault: down"));
        AuditRecord next = orders.landed("events/orders/c.csv");
        listed();
        orders.staged(next);
        orders.moved(unread, new Move.Failed("ServiceFault: down"));
        assertThat(orders.states(List.of(broken, unread))).containsExactly(AuditState.VALIDATING, AuditState.FAILED);
        orders.moved(broken, new Move.Failed("ServiceFault: down"));

        assertThat(prepared().withdrawn()).containsExactly(broken.oid().hex());
    }

    @Test
    void leavesRowsOfItsOwnFilesToTheJob() throws IOException {
        AuditRecord broken = orders.landed("events/orders/a.csv", Cadence.ON_ARRIVAL);
        orders.staged(claimed(broken));
        orders.moved(broken, new Move.Failed("ServiceFault: down"));
        listed();
        orders.staged(broken);

        assertThat(prepared().withdrawn()).isEmpty();
    }

    @Test
    void leavesOutAFileOfWhichANewerVersionIsIngested() throws IOException {
        AuditRecord older = orders.landed("events/orders/a.csv");
        AuditRecord other = orders.landed("events/orders/b.csv");
        listed();
        List.of(older, other).forEach(orders::staged);
        AuditRecord newer = orders.landed("events/orders/a.csv", Cadence.ON_ARRIVAL);
        orders.staged(claimed(newer));
        orders.moved(newer, new Move.Ingested(3));

        assertThat(prepared().files())
                .extracting(InputFile::oid)
                .containsExactly(other.oid().hex());
        assertThat(orders.now(older).state()).isEqualTo(AuditState.SUPERSEDED);
    }

    /// The values that the new contract protects may stand in clear in what is staged.
    @Test
    void leavesFilesToTheNextBatchThatWereJudgedByAnotherContract() throws IOException {
        List<AuditRecord> landed = orders.landed(2);
        listed();
        orders.staged(landed.getFirst());
        apply(Samples.contractWith("version: ", "version: 9."));
        orders.staged(landed.getLast());

        RunManifest manifest = prepared();

        assertThat(manifest.files())
                .extracting(InputFile::oid)
                .containsExactly(landed.getLast().oid().hex());
        assertThat(manifest.contract()).contains(pin().sha256());
        AuditRecord left = orders.now(landed.getFirst());
        assertThat(left.state()).isEqualTo(AuditState.FAILED);
        assertThat(left.reason()).contains("contract was changed while the batch ran", "The next batch judges");
        assertThat(left.course().owed()).isNull();
        orders.curated(OURS);
        assertThat(orders.ask("Mark Batch Ingested", OURS).path("outcome").asText())
                .isEqualTo("PARTIAL");
        orders.begun(NEXT);
        assertThat(orders.lists(NEXT)).containsExactly(List.of(left.oid().hex()));
    }

    @Test
    void needsNoJobWhereAllFilesWereJudgedByAnotherContract() {
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(file);
        apply(Samples.contractWith("version: ", "version: 9."));

        assertThat(orders.ask("Prepare Job", OURS).path("outcome").asText()).isEqualTo("NOTHING");

        assertThat(orders.ask("Mark Batch Ingested", OURS).path("outcome").asText())
                .isEqualTo("PARTIAL");
        assertThat(orders.now(file).state()).isEqualTo(AuditState.FAILED);
    }

    @Test
    void goesOnWithItsContractWhenAnotherIsAppliedWhileTheJobRuns() throws IOException {
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(file);
        String contract = prepared().contract();
        apply(Samples.contractWith("version: ", "version: 9."));

        orders.curated(OURS);

        assertThat(manifest().contract()).isEqualTo(contract);
        assertThat(orders.ask("Mark Batch Ingested", OURS).path("outcome").asText())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void replacesNothingWhereVersionsAreAppended() throws IOException {
        apply(Samples.contractWith("value: replace", "value: append"));
        AuditRecord older = orders.landed("events/orders/a.csv");
        AuditRecord newer = orders.landed("events/orders/a.csv");
        listed();
        List.of(older, newer).forEach(orders::staged);

        assertThat(prepared().files())
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.replaces()).isEmpty());
    }

    @Test
    void namesTheProgramOfTheContract() throws IOException {
        apply((new String(Samples.contract(), StandardCharsets.UTF_8) + """
                  - property: millrace.curate
                    value: {transform: {jar: net-1.jar, class: org.example.Net}, engine: emr-serverless}
                """).getBytes(StandardCharsets.UTF_8));
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(file);

        JsonNode answer = orders.ask("Prepare Job", OURS);

        assertThat(answer.path("engine").asText()).isEqualTo("EMR_SERVERLESS");
        assertThat(manifest().transform())
                .isEqualTo(new Transform(
                        "jar",
                        "s3://contracts/programs/event_orders/%s/net-1.jar".formatted(pin().sha256()),
                        "org.example.Net"));
    }

    @Test
    void undoesBatchesThatMayHaveLeftRowsBehind() throws IOException {
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(file);
        assertThat(prepared().undo()).isEmpty();
        assertThat(prepared().undo()).isEmpty();
        orders.failed(OURS);
        orders.begun(NEXT);
        orders.lists(NEXT);
        orders.staged(file);

        orders.ask("Prepare Job", NEXT);

        String next = MANIFEST.replace(OURS.batch(), NEXT.batch());
        assertThat(RunJson.read(orders.s3.bytes("staged", next).orElseThrow(), RunManifest.class)
                        .undo())
                .containsExactly(OURS.batch());
    }

    @Test
    void writesTheSameWhenItIsAskedAgain() {
        List<AuditRecord> landed = orders.landed(3);
        listed();
        landed.forEach(orders::staged);
        JsonNode first = orders.ask("Prepare Job", OURS);
        byte[] manifest = orders.s3.bytes("staged", MANIFEST).orElseThrow();

        assertThat(orders.ask("Prepare Job", OURS)).isEqualTo(first);
        assertThat(orders.s3.bytes("staged", MANIFEST)).contains(manifest);
    }

    @Test
    void saysWhatToDoWhenTheContractIsNoLongerInForce() {
        AuditRecord file = orders.landed("events/orders/a.csv");
        listed();
        orders.staged(file);
        orders.s3.put("contracts", "index.json", "{\"contracts\":[]}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> orders.ask("Prepare Job", OURS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no longer in force. Apply one");
        assertThat(orders.s3.keys("staged")).isEmpty();
    }
}
