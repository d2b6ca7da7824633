package dev.millrace.cli.batches;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.cli.terminal.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Batches as a table for people.
public final class BatchListing {
    private BatchListing() {}

    public static List<String> lines(List<Batch> batches, int width) {
        var table = new TextTable(
                "STATE",
                "DATASET",
                "BATCH",
                "FILES",
                "INGESTED",
                "REFUSED",
                "HELD",
                "FAILED",
                "LEFT",
                "ROWS",
                "TOOK",
                "REASON");
        for (Batch batch : batches) {
            BatchCounts counts = batch.counts();
            table.row(
                    batch.state().name(),
                    batch.ref().dataset(),
                    batch.ref().batch(),
                    Long.toString(counts.files()),
                    Long.toString(counts.ingested()),
                    Long.toString(counts.rejected()),
                    Long.toString(counts.held()),
                    Long.toString(counts.failed()),
                    Long.toString(counts.left()),
                    Long.toString(counts.rows()),
                    took(batch),
                    batch.reason() == null ? "" : batch.reason());
        }
        return table.lines(width);
    }

    static String took(Batch batch) {
        Instant end = batch.ended() == null ? Instant.now() : batch.ended();
        Duration took = Duration.between(batch.began(), end);
        return took.toMinutes() > 0
                ? "%d min %d s".formatted(took.toMinutes(), took.toSecondsPart())
                : took.toSeconds() + " s";
    }
}
