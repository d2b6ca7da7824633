package dev.millrace.updatebatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchPage;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Move;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that a control file announces, taken by batches: pages are listed by the function, and judged here as
/// Validate File judges them.
class ASetInABatchTest {
    private static final String MARKER = "_SUCCESS";
    private static final String LIST = "all.ctl";

    private final BatchOfOrders orders = new BatchOfOrders();
    private final PagesOfSets pages = new PagesOfSets(orders);

    @AfterEach
    void close() {
        orders.close();
    }

    /// How the files of a page are come by: side by side, so in any order.
    enum Turn {
        AS_LISTED,
        REVERSED
    }

    private static List<List<String>> orders(List<String> names) {
        if (names.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<String>>();
        for (String first : names) {
            List<String> rest =
                    names.stream().filter(name -> !name.equals(first)).toList();
            for (List<String> after : orders(rest)) {
                var order = new ArrayList<>(List.of(first));
                order.addAll(after);
                all.add(order);
            }
        }
        return all;
    }

    private AuditRecord landed(String folder, String name) {
        return pages.landed("events/orders/" + folder + "/" + name, "name\na.csv\nb.csv\nc.csv\n");
    }

    /// Every file of every page is counted, once.
    private void assertCounted(BatchRef ref, List<AuditRecord> landed) {
        Batch batch = orders.batches.find(ref).orElseThrow();
        BatchCounts counts = batch.counts();
        long files = orders.batches.pages(ref).stream()
                .map(BatchPage::files)
                .mapToLong(List::size)
                .sum();
        assertThat(counts.files()).isEqualTo(files).isEqualTo(landed.size());
        long applied = landed.stream()
                .filter(file -> orders.now(file).state() == AuditState.APPLIED)
                .count();
        assertThat(counts.ingested() + counts.troubled() + applied).isEqualTo(counts.files());
    }

    @ParameterizedTest
    @EnumSource
    void isIngestedWholeByOneBatchInWhateverOrderItsFilesAndItsListCame(Turn turn) {
        pages.controlFile("{folder}/" + LIST);
        int batch = 0;
        for (List<String> order : orders(List.of("a.csv", "b.csv", "c.csv", LIST))) {
            String folder = "set" + ++batch;
            List<AuditRecord> landed =
                    order.stream().map(name -> landed(folder, name)).toList();

            BatchRef ref = pages.run(turn == Turn.REVERSED);

            assertThat(landed)
                    .as(order.toString())
                    .allSatisfy(file -> assertThat(orders.now(file).state())
                            .isEqualTo(file.version().key().endsWith(LIST) ? AuditState.APPLIED : AuditState.INGESTED));
            assertThat(orders.batches.find(ref)).get().matches(ended -> ended.state() == BatchState.SUCCEEDED);
            assertCounted(ref, landed);
        }
    }

    /// What came after the marker waits for the next one, and the batch says so.
    @ParameterizedTest
    @EnumSource
    void isIngestedUpToItsMarkerByOneBatch(Turn turn) {
        pages.controlFile("{folder}/" + MARKER);
        int batch = 0;
        for (List<String> order : orders(List.of("a.csv", "b.csv", MARKER))) {
            String folder = "set" + ++batch;
            List<AuditRecord> landed =
                    order.stream().map(name -> landed(folder, name)).toList();

            BatchRef ref = pages.run(turn == Turn.REVERSED);

            int marker = order.indexOf(MARKER);
            assertThat(orders.states(landed.subList(0, marker)))
                    .as(order.toString())
                    .allMatch(state -> state == AuditState.INGESTED);
            assertThat(orders.states(landed.subList(marker + 1, 3)))
                    .as(order.toString())
                    .allMatch(state -> state == AuditState.HELD);
            assertThat(orders.batches.find(ref))
                    .get()
                    .matches(ended -> ended.state() == (marker == 2 ? BatchState.SUCCEEDED : BatchState.PARTIAL));
            assertCounted(ref, landed);
        }
    }

    /// Yesterday's batch held them; today their list is there.
    @Test
    void isIngestedWholeByTheBatchThatFindsItsListThoughItsFilesWaitedSinceAnEarlierOne() {
        pages.controlFile("{folder}/" + LIST);
        List<AuditRecord> early = List.of(landed("late", "a.csv"), landed("late", "b.csv"));
        pages.run(false);
        assertThat(orders.states(early)).containsOnly(AuditState.HELD);
        orders.clock.pass(Duration.ofDays(1));
        var all = new ArrayList<>(early);
        all.add(landed("late", LIST));
        all.add(landed("late", "c.csv"));

        BatchRef ref = pages.run(false);

        assertThat(orders.states(early)).containsOnly(AuditState.INGESTED);
        assertThat(orders.batches.find(ref)).get().matches(ended -> ended.state() == BatchState.SUCCEEDED);
        assertCounted(ref, all);
    }

    @ParameterizedTest
    @ValueSource(ints = {49, 50, 51, 120})
    void hasItsControlFilesInPagesOfTheirOwnBeforeAllOthers(int sets) {
        pages.controlFile("{folder}/{name}.ctl");
        for (int i = 0; i < sets; i++) {
            pages.landed("events/orders/%03d.csv".formatted(i), "");
            pages.landed("events/orders/%03d.ctl".formatted(i), "name\n%03d.csv\n".formatted(i));
        }

        BatchRef ref = pages.run(false);

        String kinds = orders.batches.pages(ref).stream()
                .map(page -> orders.audit.findAll(page.files()).stream()
                        .map(file -> file.version().key().endsWith(".ctl") ? "c" : "d")
                        .distinct()
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
        assertThat(kinds).matches("c( c)*( d)+");
        assertThat(orders.batches.find(ref).orElseThrow().counts())
                .isEqualTo(new BatchCounts(2L * sets, sets, 0, 0, 0, 3L * sets));
    }

    /// The index of the table may tell of it only after the batch's last look.
    @Test
    void isPartialWhenAFileThatWentOnWasLeft() {
        pages.controlFile("{folder}/" + LIST);
        AuditRecord file = landed("left", "a.csv");
        BatchRef ref = pages.begin();
        pages.ingest(ref, orders.lists(ref), false);
        orders.operators.release(orders.now(file), null, "a test");

        pages.end(ref);

        Batch ended = orders.batches.find(ref).orElseThrow();
        assertThat(ended.state()).isEqualTo(BatchState.PARTIAL);
        assertThat(ended.counts()).isEqualTo(new BatchCounts(1, 0, 0, 0, 0, 1, 0));
        assertThat(orders.batches.owed()).containsExactly(ref);
    }

    /// A person's release counts like a set that became complete; what failed meanwhile is the next one's.
    @Test
    void takesAgainWhatWasReleasedWhileItIsAtWorkButNotForEver() {
        AuditRecord file = orders.landed("events/orders/a.csv");
        BatchRef ref = pages.begin();
        int page = 1;
        while (orders.list(ref, page).path("outcome").asText().equals("PAGE")) {
            orders.moved(file, new Move.Held("a test"));
            orders.clock.pass(Duration.ofSeconds(1));
            orders.operators.release(orders.now(file), null, "a test");
            page++;
        }

        assertThat(page).isBetween(3, 10);
        assertThat(orders.now(file).state()).isEqualTo(AuditState.NEW);
        assertThat(orders.batches.pages(ref).stream().mapToInt(p -> p.files().size()))
                .as("the file stands in the last page that has it")
                .endsWith(1)
                .filteredOn(size -> size > 0)
                .hasSize(1);
    }
}
