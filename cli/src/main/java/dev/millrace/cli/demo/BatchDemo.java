package dev.millrace.cli.demo;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.batches.BatchListing;
import dev.millrace.cli.batches.BatchWaiting;
import dev.millrace.cli.batches.StartedBatch;
import dev.millrace.cli.files.Listing;
import dev.millrace.cli.lake.QueryEngine;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Outcomes;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Printable;
import dev.millrace.local.Checkout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Shows batches on the local cloud: files of a daily and of a monthly dataset land and wait, the batches take them
/// together, refused ones are moved, and the rest is curated by Spark into the lake.
final class BatchDemo {
    private static final long BYTES = 2_000_000;
    private static final long SEED = 20261121;
    private static final Duration RECORDED = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Map<Cadence, String> DATASETS =
            new EnumMap<>(Map.of(Cadence.DAILY, "card_payments", Cadence.MONTHLY, "account_holders"));
    private static final List<String> CONTRACTS = List.of("card_payments.odcs.yaml", "account_holders.odcs.yaml");
    private static final List<String> QUERIES = List.of(
            "SELECT country, count(*) AS payments, sum(net_amount) AS net FROM card_payments GROUP BY country ORDER BY country",
            "SELECT holder_id, email, iban, born_on, balance_band FROM account_holders ORDER BY holder_id LIMIT 5");

    private final Checkout checkout;
    private final Stack stack;
    private final Console shown;

    BatchDemo(Checkout checkout, Stack stack, Console shown) {
        this.checkout = checkout;
        this.stack = stack;
        this.shown = shown;
    }

    /// Shows them.
    ///
    /// @return the exit status
    int run(Instant began) {
        shown.step("Putting two data contracts in force: one daily, one monthly with personal data");
        CONTRACTS.forEach(name -> DemoCommand.apply(
                stack.contracts(), checkout.root().resolve("contracts").resolve(name)));
        shown.step("Generating files, and dropping them into the landing bucket");
        Map<ObjectVersion, DemoFiles.Drop> objects =
                DemoCommand.drop(stack, new ExampleBatchFiles(checkout.home().made("demo"), SEED).all(BYTES), shown);
        awaitRecords(objects);
        List<Batch> batches = batches();
        boolean asExpected = show(objects, batches);
        QUERIES.forEach(this::query);
        heading("Next");
        shown.line("./millrace batches                              what became of each batch");
        shown.line("./millrace ls --dataset card_payments           what became of each file");
        shown.line("./millrace put FILE --key card-payments/x.csv   then: ./millrace batch daily --wait");
        shown.line("");
        shown.line("Done in %d s. The local cloud goes on running; stop it with ./millrace down."
                .formatted(Duration.between(began, Instant.now()).toSeconds()));
        return asExpected ? Exit.OK : Exit.FAILURE;
    }

    private void awaitRecords(Map<ObjectVersion, DemoFiles.Drop> objects) {
        shown.step("They are recorded as NEW, and wait for their batch");
        new Outcomes(new AuditView(stack), record -> {}).await(objects.keySet(), RECORDED);
    }

    private List<Batch> batches() {
        shown.step("Starting the batches (./millrace batch daily; ./millrace batch monthly), and watching them");
        List<StartedBatch> started = new ArrayList<>();
        DATASETS.forEach(
                (cadence, dataset) -> started.addAll(StartedBatch.start(stack, cadence, dataset, shown::remark)));
        var waiting =
                new BatchWaiting(stack, (ref, state) -> shown.remark("  %-36s %s".formatted(ref.dataset(), state)));
        if (!waiting.await(started, PATIENCE)) {
            shown.error(
                    "not all batches came to an end in %d min; see ./millrace batches".formatted(PATIENCE.toMinutes()));
        }
        return waiting.batches();
    }

    private boolean show(Map<ObjectVersion, DemoFiles.Drop> objects, List<Batch> batches) {
        heading("The batches (./millrace batches)");
        BatchListing.lines(batches, shown.columns()).forEach(shown::line);
        var outcomes = new Outcomes(new AuditView(stack), record -> {});
        outcomes.await(objects.keySet(), Duration.ofSeconds(30));
        heading("Their files (./millrace ls)");
        Listing.lines(outcomes.records(), shown.columns()).forEach(shown::line);
        return batches.size() == DATASETS.size()
                && batches.stream().allMatch(batch -> batch.state() == BatchState.PARTIAL)
                && outcomes.records().stream().allMatch(record -> DemoCommand.asExpected(record, objects));
    }

    private void query(String sql) {
        heading("The curated rows (./millrace query \"%s\")".formatted(Printable.of(sql)));
        QueryEngine.of(stack).run(sql).lines(shown.columns()).forEach(shown::line);
    }

    private void heading(String text) {
        shown.line("");
        shown.line(text);
        shown.line("");
    }
}
