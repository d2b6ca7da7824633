package dev.millrace.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalProgramTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void endsWithTheStatusOfItsProcess() throws IOException {
        assertThat(start("exit 7").await(LONG)).hasValue(7);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsWhatItStartedToo(boolean atOnce) throws IOException {
        LocalProgram program = start("sleep 60 & echo child $!; wait");
        await().until(() -> program.hasLogged("child"));
        long child = Long.parseLong(Files.readString(log()).strip().split(" ", -1)[1]);

        program.end(atOnce);

        assertThat(program.await(LONG)).isPresent();
        await().until(() ->
                ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void endsAtOnceEvenWhatDoesNotListen() throws IOException {
        LocalProgram program = start("trap '' TERM; echo deaf; while :; do sleep 1; done");
        await().until(() -> program.hasLogged("deaf"));

        program.end(true);

        assertThat(program.await(LONG)).isEqualTo(OptionalInt.of(137));
    }

    @Test
    void isStillRunningAfterAMoment() throws IOException {
        LocalProgram program = start("sleep 60");

        assertThat(program.await(Duration.ofMillis(10))).isEmpty();
        program.end(true);
    }

    @Test
    void takesAwayWhatItNeededButForItsLog() throws IOException {
        Files.createDirectories(folder.resolve("run/local/blocks"));
        Files.writeString(folder.resolve("run/local/blocks/1"), "x");
        LocalProgram program = start("echo done");
        assertThat(program.await(LONG)).hasValue(0);

        program.tidy();

        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(log()).exists();
    }

    @Test
    void itsLastWordsSayWhatHappenedRatherThanWhere() throws IOException {
        Files.writeString(log(), """
                26/11/21 02:00:00 INFO SparkContext: Running Spark version 3.5.6
                Traceback (most recent call last):
                  File "millrace_job.py", line 5, in <module>
                    main()
                java.lang.IllegalStateException: The file a.csv has 3 rows in staging, not 4
                \tat dev.millrace.spark.CurateJob.main(CurateJob.java:10)
                \t... 12 more

                26/11/21 02:00:01 INFO ShutdownHookManager: Shutdown hook called
                """);

        assertThat(new LogTail(log()).lastWords())
                .isEqualTo("java.lang.IllegalStateException: The file a.csv has 3 rows in staging, not 4");
    }

    @Test
    void aProgramThatSaidNothingIsSaidToHaveSaidNothing() {
        assertThat(new LogTail(folder.resolve("none.log")).lastWords()).isEqualTo("The program said nothing");
    }

    private Path log() {
        return folder.resolve("program.log");
    }

    private LocalProgram start(String script) throws IOException {
        Process process = new ProcessBuilder(List.of("bash", "-c", script))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        return new LocalProgram(process, new LogTail(log()), folder.resolve("run"));
    }
}
