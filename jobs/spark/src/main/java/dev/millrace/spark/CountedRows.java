package dev.millrace.spark;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;

/// Counts the rows that pass in the last stage of one action, which Spark counts once for each task, however often the
/// task is tried.
final class CountedRows {
    private static final String ROWS = "rows";
    private static final long MINUTES = 5;

    private final Observation observation = new Observation();

    /// The same rows; they are counted when they are computed.
    Dataset<Row> of(Dataset<Row> rows) {
        return rows.observe(observation, count(lit(1)).as(ROWS));
    }

    /// How many have passed, when the action is over. Spark tells it a little later.
    ///
    /// @throws JobFailure when Spark does not tell
    long passed() {
        FutureTask<Map<String, Object>> told = new FutureTask<>(observation::getAsJava);
        Thread waiting = new Thread(told, "counted-rows");
        waiting.setDaemon(true);
        waiting.start();
        try {
            return (Long)
                    Objects.requireNonNull(told.get(MINUTES, TimeUnit.MINUTES).get(ROWS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobFailure("The job was interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new JobFailure("Spark does not tell how many rows it wrote: nothing was switched", e);
        }
    }
}
