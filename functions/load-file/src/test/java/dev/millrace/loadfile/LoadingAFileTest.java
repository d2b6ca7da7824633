package dev.millrace.loadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.DataContract;
import dev.millrace.faults.ServiceFault;
import dev.millrace.faults.StaleClaim;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.loadfile.LoadAnswer.Outcome;
import dev.millrace.targets.lake.Catalog;
import dev.millrace.targets.lake.Partition;
import dev.millrace.targets.lake.TableConflict;
import dev.millrace.testing.Events;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadingAFileTest {
    private static final Duration LEASE = Duration.ofMinutes(10);

    @TempDir
    private Path temp;

    private final SettableClock clock = new SettableClock();
    private final InMemoryS3 s3 = new InMemoryS3();
    private final LocalAuditTable local = new LocalAuditTable();
    private final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    private final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    private final List<String> registered = new ArrayList<>();
    private final List<RuntimeException> catalogFaults = new ArrayList<>();
    private final List<TableConflict> conflicts = new ArrayList<>();

    LoadingAFileTest() {
        contracts.apply(Samples.contract("on-arrival"));
    }

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void putsItsRowsIntoTheLakeAndThenIntoTheCatalog() throws IOException {
        AuditRecord file = valid(Samples.good(), 3);

        assertThat(load(file)).isEqualTo(new LoadAnswer(Outcome.REPLACES, 3));

        assertThat(tableFiles()).containsExactly(place(file));
        assertThat(registered).containsExactly("event_orders s3://lake/event_orders/ arrival_date=2026-11-21");
        assertThat(now(file).state()).isEqualTo(AuditState.LOADING);
        assertThat(now(file).leaseUntil()).isEqualTo(clock.instant().plus(Loading.LEASE));
    }

    @Test
    void leavesNothingOnTheDisk() throws IOException {
        load(valid(Samples.good(), 3));

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void leavesNothingOnTheDiskAfterAFaultEither() {
        AuditRecord file = valid(Samples.good(), 3);
        s3.failNext("PutObject", 503);

        assertThatThrownBy(() -> load(file)).hasMessageContaining("told to fail");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void putsTheSameBytesOnceWhenItIsTriedAgain() throws IOException {
        AuditRecord file = valid(Samples.good(), 3);
        catalogFaults.add(new ServiceFault("Glue is down"));
        assertThatThrownBy(() -> load(file)).isInstanceOf(ServiceFault.class);

        assertThat(load(file)).isEqualTo(new LoadAnswer(Outcome.REPLACES, 3));

        assertThat(s3.versionsOf("lake", place(file))).isEqualTo(1);
        assertThat(registered).hasSize(1);
    }

    @Tag("H103")
    @Test
    void holdsAFileThatItsTableCannotTakeAndPutsNothing() throws IOException {
        AuditRecord file = valid(Samples.good(), 3);
        conflicts.add(new TableConflict("Column amount is a text. Mend the contract."));

        assertThat(load(file)).isEqualTo(new LoadAnswer(Outcome.HELD, 0));

        assertThat(tableFiles()).isEmpty();
        assertThat(registered).isEmpty();
        assertThat(now(file).state()).isEqualTo(AuditState.HELD);
        assertThat(now(file).reason()).isEqualTo("Column amount is a text. Mend the contract.");
        assertThat(load(file)).isEqualTo(new LoadAnswer(Outcome.HELD, 0));
    }

    @Tag("H103")
    @Test
    void takesOutWhatItPutWhenTheTableWasMadeOtherwiseMeanwhile() throws IOException {
        AuditRecord file = valid(Samples.good(), 3);
        catalogFaults.add(new ServiceFault("Glue is down"));
        assertThatThrownBy(() -> load(file)).isInstanceOf(ServiceFault.class);
        assertThat(tableFiles()).hasSize(1);
        catalogFaults.add(new TableConflict("A batch has written the partition. Apply another contract."));

        assertThat(load(file)).isEqualTo(new LoadAnswer(Outcome.HELD, 0));
        assertThat(tableFiles()).isEmpty();
    }

    @Test
    void registersTheTableOfAFileWithoutRows() throws IOException {
        byte[] header = "order_id,ordered_on,customer,amount\n".getBytes(StandardCharsets.UTF_8);

        assertThat(load(valid(header, 0))).isEqualTo(new LoadAnswer(Outcome.REPLACES, 0));
        assertThat(tableFiles()).isEmpty();
        assertThat(registered).containsExactly("event_orders s3://lake/event_orders/ ");
    }

    @Test
    void loadsByTheContractThatItWasValidatedBy() throws IOException {
        AuditRecord file = valid(Samples.good(), 3);
        contracts.apply(Samples.contractWith("order_id", "another_id"));

        assertThat(load(file).rows()).isEqualTo(3);
    }

    @Test
    void asksNoQueryOfTheContractAgain() throws IOException {
        String dataset = "  - name: event_orders\n";
        String rule = "    quality: [{type: sql, query: 'SELECT 1 WHERE random() > 2', mustBe: 1}]\n";
        contracts.apply(Samples.contractWith(dataset, dataset + rule));

        assertThat(load(valid(Samples.good(), 3)).rows()).isEqualTo(3);
    }

    @Tag("H035")
    @Test
    void findsAFileGoneThatWasDeletedMeanwhile() throws IOException {
        AuditRecord file = valid(Samples.good(), 3);
        s3.remove("landing", Samples.KEY, file.version().versionId());

        assertThat(load(file)).isEqualTo(new LoadAnswer(Outcome.GONE, 0));
        assertThat(now(file).state()).isEqualTo(AuditState.GONE);
        assertThat(tableFiles()).isEmpty();
    }

    @Tag("H096")
    @Tag("H102")
    @Test
    void loadsNothingUnderAStaleClaim() {
        AuditRecord first = claimed(Samples.good());
        audit.claim(first.oid(), "ing-ours", "a test", LEASE);

        assertThatThrownBy(() -> load(first)).isInstanceOf(StaleClaim.class);
        assertThat(tableFiles()).isEmpty();
    }

    @Test
    void loadsNothingThatWasNotFoundValid() {
        AuditRecord claimed = claimed(Samples.good());

        assertThatThrownBy(() -> load(claimed)).isInstanceOf(StaleClaim.class);
        assertThat(tableFiles()).isEmpty();
    }

    @Tag("H040")
    @Test
    void loadsNothingOfAFileOfWhichNotAllArrived() {
        AuditRecord file = valid(Samples.good(), 3);
        contracts.load(file.pinnedContract().orElseThrow());
        s3.beforeNext("GetObject", () -> s3.cutNextBodyAfter(60));

        assertThatThrownBy(() -> load(file)).isInstanceOf(EOFException.class).hasMessageContaining("but 60 were read");
        assertThat(tableFiles()).isEmpty();
        assertThat(registered).isEmpty();
    }

    @Test
    void loadsNothingWhenItCountsOtherRowsThanWereValidated() {
        AuditRecord file = valid(Samples.good(), 4);

        assertThatThrownBy(() -> load(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "4 rows were validated, 0 of them to be set aside; 3 were read, 3 written and 0 set aside");
        assertThat(tableFiles()).isEmpty();
    }

    @Test
    void answersItsStateMachineAsTheExampleEventSays() throws IOException {
        AuditRecord file = valid(Samples.good(), 3);
        var output = new ByteArrayOutputStream();
        var values = Map.of(
                "Dataset", file.key().dataset(),
                "Object", file.key().object(),
                "Oid", file.oid().hex(),
                "Fence", "1");

        new LoadFileHandler(loading()).handleRequest(Events.stream("LoadFile", values), output, new LambdaContext());

        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("{\"outcome\":\"REPLACES\",\"rows\":3}");
    }

    static final TokenKeys NO_KEY = () -> {
        throw new AssertionError("No key is needed");
    };

    private LoadAnswer load(AuditRecord record) throws IOException {
        return loading().load(record.claim(), "a test", Deadline.never());
    }

    private Loading loading() {
        return new InMemoryLoading(local, s3, contracts, clock, temp).with(this::prepare, NO_KEY);
    }

    private Catalog.Registration prepare(DataContract contract, String location, List<Partition> partitions) {
        if (!conflicts.isEmpty()) {
            throw conflicts.removeFirst();
        }
        return () -> register(contract, location, partitions);
    }

    private void register(DataContract contract, String location, List<Partition> partitions) {
        if (!catalogFaults.isEmpty()) {
            throw catalogFaults.removeFirst();
        }
        String paths = String.join(",", partitions.stream().map(Partition::path).toList());
        registered.add(String.join(" ", contract.dataset(), location, paths));
    }

    /// The files of tables; the lists of attempts stand beside them.
    private List<String> tableFiles() {
        return s3.keys("lake").stream()
                .filter(key -> !key.startsWith("_loads/"))
                .toList();
    }

    private static String place(AuditRecord file) {
        return "event_orders/arrival_date=2026-11-21/%s.parquet".formatted(file.oid());
    }

    private AuditRecord now(AuditRecord record) {
        return audit.find(record.oid()).orElseThrow();
    }

    private AuditRecord valid(byte[] bytes, long rows) {
        ContractPin pin = contracts.current().contracts().getFirst().pin();
        AuditRecord claimed = claimed(bytes);
        return audit.move(claimed.claim(), new Move.Validated(rows, ObjectId.sha256(bytes), pin), "a test")
                .record();
    }

    private AuditRecord claimed(byte[] bytes) {
        var version = new ObjectVersion("landing", Samples.KEY, s3.put("landing", Samples.KEY, bytes));
        var key = AuditKey.of(Cadence.ON_ARRIVAL, Samples.DATASET, version);
        audit.create(new NewRecord(
                key, version, AuditState.NEW, SettableClock.START, bytes.length, null, null, null, null, null));
        return audit.claim(version.id(), "ing-ours", "a test", LEASE).record();
    }
}
