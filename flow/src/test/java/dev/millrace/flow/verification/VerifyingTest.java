package dev.millrace.flow.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerifyingTest {
    private static final ObjectId NOBODYS = new ObjectId("ab".repeat(32));

    private VerifiedLake lake = new VerifiedLake(Samples.contract("on-arrival"));

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void findsNothingWhereEveryIngestedFileHasItsRowsAndNoOtherHas() {
        AuditRecord ingested = lake.file("a.csv", AuditState.INGESTED);
        lake.put(ingested.oid(), 3);
        lake.file("b.csv", AuditState.FAILED);

        Verified verified = lake.verify();

        assertThat(verified.violations()).isEmpty();
        assertThat(verified.checked()).isGreaterThan(1);
        assertThat(verified.passedOver()).isZero();
    }

    @Test
    void findsIngestedFilesWhoseRowsAreMissing() {
        AuditRecord record = lake.file("a.csv", AuditState.INGESTED);

        assertThat(lake.verify().violations())
                .singleElement()
                .satisfies(v -> assertThat(v.object()).isEqualTo(record.oid().hex()))
                .satisfies(v -> assertThat(v.what()).isEqualTo("It has 0 rows, 3 are recorded"))
                .satisfies(v -> assertThat(v.todo()).contains("./millrace history " + record.oid()));
    }

    @Test
    void findsRowsThatAreThereTwice() {
        lake.put(lake.file("a.csv", AuditState.INGESTED).oid(), 6);

        assertThat(lake.verify().violations())
                .extracting(Violation::what)
                .containsExactly("It has 6 rows, 3 are recorded");
    }

    @Test
    void findsRowsOfFilesThatAreNotIngested() {
        AuditRecord record = lake.file("a.csv", AuditState.FAILED);
        lake.put(record.oid(), 3);

        assertThat(lake.verify().violations())
                .extracting(Violation::what)
                .containsExactlyInAnyOrder(
                        "It is FAILED, but has 3 rows in the table",
                        "A query reads this file of an object that is FAILED");
        assertThat(lake.verify().violations())
                .extracting(Violation::todo)
                .allMatch(todo -> todo.equals("./millrace replay " + record.oid()));
    }

    @Test
    void findsRowsThatNoRecordStandsFor() {
        lake.put(NOBODYS, 2);

        assertThat(lake.verify().violations())
                .extracting(Violation::what)
                .containsExactlyInAnyOrder(
                        "2 rows of an object that no record knows",
                        "A query reads this file of an object that no record knows");
    }

    @Test
    void findsRowsWithoutAnObject() {
        lake.rowsOf("event_orders").put("", 7L);

        assertThat(lake.verify().violations())
                .extracting(Violation::what)
                .containsExactly("7 rows without an object id");
    }

    @Test
    void findsFilesThatAreNotOurs() {
        lake.put(lake.file("a.csv", AuditState.INGESTED).oid(), 3);
        lake.s3.put("lake", "event_orders/arrival_date=2026-11-21/mine.parquet", new byte[] {1});
        lake.s3.put("lake", "event_orders/arrival_date=2026-11-21/_note", new byte[] {1});

        assertThat(lake.verify().violations())
                .extracting(Violation::object)
                .containsExactly("s3://lake/event_orders/arrival_date=2026-11-21/mine.parquet");
    }

    @Test
    void findsPartitionsOutsideOfTheTable() {
        lake.shelf.partitions.put("2026-11-21", "s3://lake/others/arrival_date=2026-11-21/");

        assertThat(lake.verify().violations())
                .singleElement()
                .satisfies(v -> assertThat(v.what()).contains("points outside of the table's folder"));
    }

    @Test
    void findsTablesThatCannotBeQueried() {
        lake.rows.remove("event_orders");

        assertThat(lake.verify().violations())
                .singleElement()
                .satisfies(v -> assertThat(v.what()).isEqualTo("It cannot be queried: cannot cast 'abc'"));
    }

    @Test
    void findsTablesThatAreGone() {
        lake.file("a.csv", AuditState.INGESTED);
        lake.shelf.tables.clear();

        assertThat(lake.verify().violations())
                .singleElement()
                .satisfies(v -> assertThat(v.what()).contains("has no table"));
    }

    @Test
    void passesOverWhatIsBeingLoadedOrHasJustChanged() {
        AuditRecord loading = lake.file("a.csv", AuditState.LOADING);
        lake.put(loading.oid(), 1);
        assertThat(lake.verify().violations()).isEmpty();
        lake.file("b.csv", AuditState.INGESTED);

        Verified verified = lake.verifyNow();

        assertThat(verified.violations()).isEmpty();
        assertThat(verified.passedOver()).isEqualTo(3);
        assertThat(lake.verify().violations()).hasSize(1);
    }

    /// The order to take its rows away stands until that is done.
    @Test
    void passesOverRowsThatAreToBeTakenAway() {
        AuditRecord record = lake.file("a.csv", AuditState.SUPERSEDED);
        lake.put(record.oid(), 3);

        assertThat(lake.verify().violations()).isEmpty();
        assertThat(lake.verify().passedOver()).isEqualTo(2);
    }

    @Test
    void comparesRowsSetAsideWithTheRemarks() {
        lake.put(lake.fileWithRowAside("a.csv").oid(), 2);
        lake.shelf.tables.put("event_orders_set_aside", VerifiedLake.table("event_orders_set_aside"));
        lake.rows.put("event_orders_set_aside", Map.of());

        assertThat(lake.verify().violations())
                .singleElement()
                .satisfies(v -> assertThat(v.table()).isEqualTo("event_orders_set_aside"))
                .satisfies(v -> assertThat(v.what()).isEqualTo("It has 0 rows, 1 are recorded"));
    }

    @Test
    void curatedTablesMayHaveFewerRowsButNeverMore() {
        curated();
        AuditRecord fewer = lake.file("a.csv", AuditState.INGESTED);
        AuditRecord more = lake.file("b.csv", AuditState.INGESTED);
        lake.file("c.csv", AuditState.INGESTED);
        lake.rowsOf("event_orders").put(fewer.oid().hex(), 1L);
        lake.rowsOf("event_orders").put(more.oid().hex(), 4L);

        Verified verified = lake.verify();

        assertThat(verified.violations())
                .extracting(Violation::object, Violation::what)
                .containsExactly(tuple(more.oid().hex(), "It has 4 rows, 3 are recorded"));
        assertThat(verified.notes()).singleElement().asString().contains("event_orders is curated");
    }

    @Test
    void findsPartitionsInTheFolderOfABatchThatFailed() {
        curated();
        BatchRef ref = begun();
        lake.shelf.partitions.put(
                "2026-11-21", VerifiedLake.FOLDER + "run=" + ref.batch() + "/arrival_date=2026-11-21/");
        lake.s3.put(
                "lake",
                "event_orders/run=%s/arrival_date=2026-11-21/part-0.parquet".formatted(ref.batch()),
                new byte[] {1});
        assertThat(lake.verify().violations()).isEmpty();

        lake.batches.close(ref, BatchState.FAILED, BatchCounts.NONE, "broken");

        assertThat(lake.verify().violations())
                .singleElement()
                .satisfies(v -> assertThat(v.what()).contains(ref.batch(), "which is FAILED"))
                .satisfies(v -> assertThat(v.todo()).isEqualTo("./millrace batch daily --dataset event_orders --wait"));
    }

    @Test
    void passesOverRowsThatABatchAtWorkMayHaveReplaced() {
        AuditRecord older = lake.file("a.csv", AuditState.INGESTED);
        BatchRef ref = begun();

        assertThat(lake.verify().violations()).isEmpty();

        lake.batches.close(ref, BatchState.FAILED, BatchCounts.NONE, "broken");

        assertThat(lake.verify().violations())
                .extracting(Violation::object, Violation::what)
                .containsExactly(tuple(older.oid().hex(), "It has 0 rows, 3 are recorded"));
    }

    @Test
    void findsRunsWhoseFilesAreGone() {
        curated();
        BatchRef ref = begun();
        lake.batches.commitUnchanged(ref);
        lake.batches.close(ref, BatchState.SUCCEEDED, BatchCounts.NONE, "");
        lake.shelf.partitions.put(
                "2026-11-21", VerifiedLake.FOLDER + "run=" + ref.batch() + "/arrival_date=2026-11-21/");

        assertThat(lake.verify().violations())
                .singleElement()
                .satisfies(v -> assertThat(v.what()).contains("in which nothing lies"));
    }

    @Test
    void findsFilesThatABatchLeftBehind() {
        curated();
        BatchRef ref = begun();
        AuditRecord left = lake.claimed("a.csv");
        lake.batches.write(ref, 1, List.of(left.oid()));
        lake.batches.commitUnchanged(ref);
        Batch closed = lake.batches.close(ref, BatchState.SUCCEEDED, BatchCounts.NONE, "");

        assertThat(lake.verify().violations())
                .singleElement()
                .satisfies(v -> assertThat(v.object()).isEqualTo(left.oid().hex()))
                .satisfies(v -> assertThat(v.what())
                        .isEqualTo("It is VALIDATING, but its batch %s has SUCCEEDED"
                                .formatted(closed.ref().batch())));
    }

    private BatchRef begun() {
        BatchRef ref = BatchRef.at("event_orders", "daily", lake.clock.instant());
        assertThat(lake.batches.begin(ref, "arn:execution:x")).isInstanceOf(Batches.Beginning.Begun.class);
        return ref;
    }

    private void curated() {
        lake.close();
        lake = new VerifiedLake(
                Samples.contractWith("- name: order_id\n", "- name: order_id\n        primaryKey: true\n"));
    }
}
