package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class RowFaultTest {
    @Test
    void blamesNoRowsForMachinesAndStores() {
        for (Throwable failure : List.of(
                new SparkException("Job aborted: ExecutorLostFailure (executor 1 exited)", null),
                new SparkException("Job aborted", new OutOfMemoryError("Java heap space")),
                new UncheckedIOException(new IOException("No space left on device")),
                new SparkException("Encountered error while reading file s3://staging/a.parquet", null),
                new JobFailure("There is no table"),
                new IllegalStateException("Traceback (most recent call last):\n  File\nMemoryError"))) {
            assertThat(RowFault.isPossible(failure)).as(failure.toString()).isFalse();
        }
    }

    @Test
    void mayBlameRowsForWhatACodeThrows() {
        assertThat(RowFault.isPossible(new SparkException("Job aborted", new ArithmeticException("/ by zero"))))
                .isTrue();
        assertThat(RowFault.isPossible(new SparkException("Job aborted: Lost task 0.0: java.lang.X: no", null)))
                .isTrue();
    }

    @Test
    void namesAnErrorWithoutWhatItSays() {
        assertThat(RowFault.name(new SparkException("Job aborted", new IllegalStateException("a@example.org"))))
                .isEqualTo("IllegalStateException");
        assertThat(RowFault.name(new IllegalStateException(
                        "Traceback (most recent call last):\n  File x\nKeyError: 'a@example.org'\n")))
                .isEqualTo("KeyError");
    }
}
