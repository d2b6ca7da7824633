package dev.millrace.flow.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.audit.files.ContractPin;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.parsing.Problem;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ContractStoreTest {
    private static final String BUCKET = "contracts";
    private static final String PATTERN = "events/orders/*.csv";

    private final InMemoryS3 s3 = new InMemoryS3();
    private final SettableClock clock = new SettableClock();
    private final S3ContractStore store = new S3ContractStore(s3, BUCKET, clock);

    @Test
    void knowsNoContractAtFirst() {
        assertThat(store.current().contracts()).isEmpty();
    }

    @Test
    void putsAContractInForce() {
        ContractPin pin = apply(Samples.contract());

        assertThat(pin).isEqualTo(new ContractPin(Samples.DATASET, "1.0.0", ObjectId.sha256(Samples.contract())));
        ContractRef ref = store.current().matching(Samples.KEY).orElseThrow();
        assertThat(ref.pin()).isEqualTo(pin);
        assertThat(ref.cadence()).isEqualTo(Cadence.DAILY);
        assertThat(ref.appliedAt()).isEqualTo(SettableClock.START);
        assertThat(store.current().matching("elsewhere/a.csv")).isEmpty();
    }

    @Test
    void givesTheContractBackThatAPinNames() {
        ContractPin pin = apply(Samples.contract());

        assertThat(store.load(pin).dataset()).isEqualTo(Samples.DATASET);
        assertThat(store.load(pin).columns()).hasSize(4);
    }

    @Test
    void readsAContractVersionOnce() {
        ContractPin pin = apply(Samples.contract());
        store.load(pin);
        int requests = s3.requests().size();

        store.load(pin);

        assertThat(s3.requests()).hasSize(requests);
    }

    @Test
    void changesNothingWhenTheSameBytesAreAppliedAgain() {
        apply(Samples.contract());
        int changes = s3.changes().size();
        clock.pass(Duration.ofDays(1));

        ApplyResult again = store.apply(Samples.contract());

        assertThat(again)
                .isInstanceOfSatisfying(
                        ApplyResult.Applied.class, a -> assertThat(a.changed()).isFalse());
        assertThat(s3.changes()).hasSize(changes);
        assertThat(store.current().contracts().getFirst().appliedAt()).isEqualTo(SettableClock.START);
    }

    @Test
    void storesALostTextAgainWhenTheSameBytesAreApplied() {
        ContractPin pin = apply(Samples.contract());
        String key = store.place(pin).substring("s3://%s/".formatted(BUCKET).length());
        s3.mark(BUCKET, key);
        var another = new S3ContractStore(s3, BUCKET, clock);
        assertThatThrownBy(() -> another.load(pin)).hasMessageContaining("Apply the same file again");

        assertThat(another.apply(Samples.contract())).isEqualTo(new ApplyResult.Applied(pin, false));

        assertThat(another.load(pin).version()).isEqualTo("1.0.0");

        s3.put(BUCKET, key, Samples.contractWith("version: 1.0.0", "version: 1.1.0"));
        another.apply(Samples.contract());
        assertThat(another.text(pin)).isEqualTo(Samples.contract());
        assertThat(another.current().contracts()).hasSize(1);
    }

    @Test
    void keepsFormerVersionsReadable() {
        ContractPin former = apply(Samples.contract());
        ContractPin present = apply(Samples.contractWith("version: 1.0.0", "version: 1.1.0"));

        assertThat(store.current().contracts()).extracting(ContractRef::pin).containsExactly(present);
        assertThat(store.load(former).version()).isEqualTo("1.0.0");
        assertThat(store.load(present).version()).isEqualTo("1.1.0");
    }

    @Tag("H033")
    @Test
    void refusesAContractWhosePatternOverlapsAnothersAndNamesIt() {
        apply(Samples.contract());
        int changes = s3.changes().size();

        ApplyResult refused = store.apply(contract("invoices", "events/**"));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        ApplyResult.Refused.class,
                        r -> assertThat(r.problems())
                                .singleElement()
                                .extracting(Problem::message)
                                .asString()
                                .contains("'event_orders'", PATTERN, "both match 'events/orders/"));
        assertThat(s3.changes()).hasSize(changes);
    }

    @ParameterizedTest
    @CsvSource({
        // A control file of ours is a file of theirs, and the other way round.
        "invoices/*.csv, {folder}/all.csv.ctl, **.csv.ctl,      ''",
        "**.ctl,         '',                   invoices/*.csv, {key}.ctl",
        // A control file of both.
        "invoices/x*,    {folder}/all.ctl,     invoices/y*,    {folder}/all.ctl"
    })
    void refusesAContractWhoseControlFilesOverlapAnothers(
            String ours, String control, String theirs, String theirControl) {
        store.apply(contract("others", theirs, theirControl));

        assertThat(store.apply(contract("invoices", ours, control)))
                .isInstanceOfSatisfying(
                        ApplyResult.Refused.class,
                        r -> assertThat(r.problems())
                                .singleElement()
                                .extracting(Problem::message)
                                .asString()
                                .contains("'others'", "be a control file of at least one of them"));
    }

    @Test
    void knowsControlFilesByTheirKeys() {
        store.apply(contract("invoices", "invoices/*.csv", "{folder}/all.ctl"));
        store.apply(contract("others", "others/*.csv"));

        ContractIndex index = new S3ContractStore(s3, "contracts", clock).current();

        assertThat(index.announcing("invoices/all.ctl").orElseThrow().pin().dataset())
                .isEqualTo("invoices");
        assertThat(index.announcing("invoices/a.csv")).isEmpty();
        assertThat(index.announcing("others/all.ctl")).isEmpty();
        assertThat(index.owning("invoices/all.ctl")).isEqualTo(index.owning("invoices/a.csv"));
        assertThat(index.owning("others/all.ctl")).isEmpty();
    }

    @Test
    void pointsAtThePatternThatOverlaps() {
        apply(Samples.contract());

        assertThat(store.apply(contract("invoices", "events/**")))
                .isInstanceOfSatisfying(
                        ApplyResult.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::line, Problem::column)
                                .containsExactly(tuple(39, 12)));
    }

    @Test
    void letsADatasetWidenItsOwnPattern() {
        apply(Samples.contract());

        apply(Samples.contractWith(PATTERN, "events/orders/**"));

        assertThat(store.current().matching("events/orders/a/b.csv")).isPresent();
    }

    @Test
    void refusesABadContractWithAllItsProblems() {
        ApplyResult refused = store.apply("kind: Something".getBytes(StandardCharsets.UTF_8));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        ApplyResult.Refused.class, r -> assertThat(r.problems()).isNotEmpty());
        assertThat(s3.changes()).isEmpty();
    }

    @Test
    void losesNeitherOfTwoContractsThatAreAppliedAtOnce() {
        apply(Samples.contract());
        var other = new S3ContractStore(s3, BUCKET, clock);
        s3.beforeNext("PutObject", () -> {});
        s3.beforeNext("PutObject", () -> other.apply(contract("invoices", "invoices/*.csv")));

        apply(contract("refunds", "refunds/*.csv"));

        assertThat(store.current().contracts())
                .extracting(c -> c.pin().dataset())
                .containsExactly("event_orders", "invoices", "refunds");
    }

    @Test
    void losesNeitherOfTheFirstTwoContractsThatAreAppliedAtOnce() {
        var other = new S3ContractStore(s3, BUCKET, clock);
        s3.beforeNext("PutObject", () -> {});
        s3.beforeNext("PutObject", () -> other.apply(contract("invoices", "invoices/*.csv")));

        apply(contract("refunds", "refunds/*.csv"));

        assertThat(store.current().contracts()).hasSize(2);
    }

    @Test
    void seesAnOverlapThatAroseWhileItWasApplied() {
        var other = new S3ContractStore(s3, BUCKET, clock);
        s3.beforeNext("PutObject", () -> {});
        s3.beforeNext("PutObject", () -> other.apply(contract("invoices", "in/*.csv")));

        assertThat(store.apply(contract("refunds", "in/**"))).isInstanceOf(ApplyResult.Refused.class);
        assertThat(store.current().contracts())
                .extracting(c -> c.pin().dataset())
                .containsExactly("invoices");
    }

    @Test
    void triesAgainAfterAConflictOfConditionalWrites() {
        s3.beforeNext("PutObject", () -> {});
        s3.failNext("PutObject", 409);

        apply(Samples.contract());

        assertThat(store.current().contracts()).hasSize(1);
    }

    @Test
    void givesUpWhenTheIndexNeverStandsStill() {
        for (int i = 0; i < 5; i++) {
            s3.beforeNext("PutObject", () -> {});
            s3.failNext("PutObject", 412);
        }

        assertThatThrownBy(() -> store.apply(Samples.contract())).hasMessageContaining("Apply it again");
    }

    @Test
    void asksForTheIndexEachTimeButFetchesItOnlyWhenItChanged() {
        apply(Samples.contract());
        ContractIndex known = store.current();

        assertThat(store.current()).isSameAs(known);
        new S3ContractStore(s3, BUCKET, clock).apply(contract("invoices", "invoices/*.csv"));
        assertThat(store.current().contracts()).hasSize(2);
    }

    @Test
    void neverTakesARefusalForAnEmptyIndex() {
        s3.failNext("GetObject", 403);

        assertThatThrownBy(store::current).isInstanceOf(S3Exception.class);
    }

    @Test
    void saysWhatToDoWhenTheIndexCannotBeRead() {
        s3.put(BUCKET, "index.json", "{\"contracts\": [".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(store::current).hasMessageContaining("Restore its last good version");
    }

    @Test
    void saysWhichContractIsMissing() {
        assertThatThrownBy(() -> store.load(new ContractPin("airports", "1.0.0", "c0ffee")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("airports")
                .hasMessageContaining("1.0.0");
    }

    @Test
    void trustsOnlyTheBytesThatThePinNames() {
        ContractPin pin = apply(Samples.contract());
        s3.corrupt(
                BUCKET,
                "contracts/%s/%s.odcs.yaml".formatted(pin.dataset(), pin.sha256()),
                contract("invoices", "invoices/*.csv"));

        assertThatThrownBy(() -> store.load(pin))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Samples.DATASET);
    }

    @ParameterizedTest
    @CsvSource({"retired", "Retired", "'\"retired\"'"})
    void retiresADatasetWhoseContractSaysSoAndBringsItBack(String status) {
        apply(Samples.contract());
        apply(Samples.contractWith("status: active", "status: " + status));

        ContractRef retired = store.current().matching(Samples.KEY).orElseThrow();
        assertThat(retired.retired()).isTrue();
        assertThat(store.current().isRetired(Samples.DATASET)).isTrue();

        apply(Samples.contract());
        assertThat(store.current().matching(Samples.KEY).orElseThrow().retired())
                .isFalse();
    }

    @Test
    void retiresADatasetWhoseContractStaysUntilItIsAppliedAgain() {
        ContractPin pin = apply(Samples.contract());
        clock.pass(Duration.ofDays(1));

        ContractRef retired = store.retire(Samples.DATASET).orElseThrow();

        assertThat(retired.appliedAt()).isEqualTo(clock.instant());
        assertThat(store.current().of(Samples.DATASET)).contains(retired);
        assertThat(retired.pin()).isEqualTo(pin);
        int changes = s3.changes().size();
        assertThat(store.retire(Samples.DATASET)).contains(retired);
        assertThat(s3.changes()).hasSize(changes);
        assertThat(store.retire("nobodys")).isEmpty();

        assertThat(store.apply(Samples.contract()))
                .isInstanceOfSatisfying(
                        ApplyResult.Applied.class, a -> assertThat(a.changed()).isTrue());
        assertThat(store.current().isRetired(Samples.DATASET)).isFalse();
    }

    @Test
    void aRetiredDatasetLeavesItsKeysToAnother() {
        apply(Samples.contract());
        assertThat(store.apply(contract("a_second", PATTERN))).isInstanceOf(ApplyResult.Refused.class);
        store.retire(Samples.DATASET);

        apply(contract("a_second", PATTERN));

        assertThat(store.current().matching(Samples.KEY).orElseThrow().pin().dataset())
                .isEqualTo("a_second");
        assertThat(store.apply(Samples.contract())).isInstanceOf(ApplyResult.Refused.class);
        store.retire("a_second");
        apply(Samples.contract());
        assertThat(store.current().owning(Samples.KEY).orElseThrow().pin().dataset())
                .isEqualTo(Samples.DATASET);
    }

    private ContractPin apply(byte[] yaml) {
        return switch (store.apply(yaml)) {
            case ApplyResult.Applied applied -> applied.pin();
            case ApplyResult.Refused refused -> throw new AssertionError(refused.problems());
        };
    }

    private static byte[] contract(String dataset, String pattern, String controlFile) {
        String yaml = new String(contract(dataset, pattern), StandardCharsets.UTF_8);
        String property =
                "customProperties:\n  - property: millrace.controlFile\n    value: \"%s\"\n".formatted(controlFile);
        return (controlFile.isEmpty() ? yaml : Samples.replaced(yaml, "customProperties:\n", property))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] contract(String dataset, String pattern) {
        return new String(Samples.contract(), StandardCharsets.UTF_8)
                .replace("name: event_orders", "name: " + dataset)
                .replace("value: " + PATTERN, "value: " + (pattern.startsWith("*") ? "'" + pattern + "'" : pattern))
                .getBytes(StandardCharsets.UTF_8);
    }
}
