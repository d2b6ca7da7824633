package dev.millrace.base.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.faults.FileFault;
import dev.millrace.faults.FullDisk;
import dev.millrace.faults.RefusedByService;
import dev.millrace.faults.ServiceFault;
import dev.millrace.faults.UnknownState;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.LambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class StateHandlerTest {
    enum Step {
        LoadFile
    }

    private static final long MEGABYTE = 1024 * 1024;

    /// Writes down what was asked of it, then answers or throws.
    private static final class Handler extends StateHandler<Step> {
        private final List<String> taken = new ArrayList<>();
        private final @Nullable Exception failure;
        private final @Nullable Object answer;

        Handler(@Nullable Exception failure) {
            this(failure, Map.of("rows", 3));
        }

        Handler(@Nullable Exception failure, @Nullable Object answer) {
            this(failure, answer, 500 * MEGABYTE);
        }

        Handler(@Nullable Exception failure, @Nullable Object answer, long freeBytes) {
            super(Step.class, new FullDisk(() -> 512 * MEGABYTE, () -> freeBytes));
            this.failure = failure;
            this.answer = answer;
        }

        @Override
        @SuppressWarnings("NullAway") // As a step would that is wrong.
        protected Object take(Step step, StateTask task, Deadline deadline) throws IOException {
            taken.add(step + " " + task.execution() + " " + MDC.get("state") + " " + MDC.get("oid"));
            return switch (failure) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case null, default -> answer;
            };
        }
    }

    private static final String TASK = """
            {"state": "Load File", "execution": "ing-1", "input": {"oid": "abc"}}""";

    @Test
    void writesTheAnswerAsJson() throws IOException {
        var handler = handler();

        assertThat(handle(handler, TASK)).isEqualTo("{\"rows\":3}");
        assertThat(handler.taken).containsExactly("LoadFile ing-1 Load File abc");
    }

    @Test
    void leavesNothingOfOneTaskInTheLogOfTheNext() throws IOException {
        handle(handler(), TASK);

        assertThat(MDC.get("oid")).isNull();
    }

    @Tag("H093")
    @Test
    void doesNothingForAnUnknownState() {
        var handler = handler();

        assertThatThrownBy(() -> handle(handler, TASK.replace("Load File", "Drop File")))
                .isInstanceOf(UnknownState.class);
        assertThat(handler.taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"state\": \"Load File\"}",
                "not JSON",
                "{\"state\": \"Load File\", \"execution\": \"e\"}"
            })
    void doesNothingForATaskWithoutItsParts(String task) {
        var handler = handler();

        assertThatThrownBy(() -> handle(handler, task)).isInstanceOf(Exception.class);
        assertThat(handler.taken).isEmpty();
    }

    @Test
    void callsWhatPassesAServiceFault() {
        var handler = new Handler(InMemoryS3.failure(503, "slow down"));

        assertThatThrownBy(() -> handle(handler, TASK))
                .isInstanceOf(ServiceFault.class)
                .hasMessageContaining("Load File, object abc: slow down");
    }

    @Test
    void callsARefusalARefusal() {
        var handler = new Handler(InMemoryS3.failure(403, "access denied"));

        assertThatThrownBy(() -> handle(handler, TASK))
                .isInstanceOf(RefusedByService.class)
                .hasMessageContaining("access denied");
    }

    @Tag("H040")
    @Test
    void callsABrokenStreamAServiceFault() {
        var handler = new Handler(new IOException("premature end"));

        assertThatThrownBy(() -> handle(handler, TASK))
                .isInstanceOf(ServiceFault.class)
                .hasMessageContaining("premature end");
    }

    static Stream<Exception> fullDisks() {
        return Stream.of(
                new IOException("No space left on device"),
                new FileSystemException("/tmp/load-1/part.parquet", null, "No space left on device"),
                new UncheckedIOException("rows", new IOException("No space left on device")),
                new IllegalStateException("rows", new IOException("No space left on device")));
    }

    /// A try more would end alike, and so would that of each sweep.
    @ParameterizedTest
    @MethodSource("fullDisks")
    void aDiskThatTheFileFillsIsTheFilesFault(Exception full) {
        assertThatThrownBy(() -> handle(new Handler(full), TASK))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("Load File, object abc: its rows are too many for this function's disk");
    }

    @ParameterizedTest
    @MethodSource("fullDisks")
    void aDiskThatOthersFilledIsNot(Exception full) {
        assertThatThrownBy(() -> handle(new Handler(full, null, 10 * MEGABYTE), TASK))
                .isInstanceOf(ServiceFault.class)
                .hasMessageContaining("this function's disk is full");
    }

    /// References only, as many as a state may hold.
    @ParameterizedTest
    @Tag("H086")
    @ValueSource(ints = {32 * 1024, 300 * 1024})
    void refusesToAnswerMoreThanAStateMayHold(int bytes) {
        var handler = new Handler(null, "x".repeat(bytes));

        assertThatThrownBy(() -> handle(handler, TASK))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Load File would answer " + (bytes + 2) + " bytes");
    }

    @Test
    @Tag("H086")
    void answersAsMuchAsAStateMayHold() throws IOException {
        assertThat(handle(new Handler(null, "x".repeat(32 * 1024 - 2)), TASK)).hasSize(32 * 1024);
    }

    @Test
    @Tag("H086")
    void refusesToAnswerNothing() {
        assertThatThrownBy(() -> handle(new Handler(null, null), TASK))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("Load File has no answer");
    }

    @Test
    @Tag("H086")
    void writesNothingOfAnAnswerThatHasNoJson() {
        var output = new ByteArrayOutputStream();
        var handler = new Handler(null, List.of("good so far", new Object()));

        assertThatThrownBy(() -> handler.handleRequest(
                        new ByteArrayInputStream(TASK.getBytes(StandardCharsets.UTF_8)), output, new LambdaContext()))
                .isInstanceOf(JsonProcessingException.class);
        assertThat(output.size()).isZero();
    }

    /// An execution that an earlier or later release began.
    @Test
    @Tag("H092")
    void passesOverWhatAnotherReleaseSendsToo() throws IOException {
        String more = TASK.replace("\"execution\"", "\"release\": 2, \"execution\"");

        assertThat(handle(handler(), more)).isEqualTo("{\"rows\":3}");
    }

    @Test
    void passesOtherFaultsOnAsTheyAre() {
        var failure = new IllegalStateException("a mistake of ours");

        assertThatThrownBy(() -> handle(new Handler(failure), TASK)).isSameAs(failure);
    }

    private static Handler handler() {
        return new Handler(null);
    }

    private static String handle(Handler handler, String task) throws IOException {
        var output = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(task.getBytes(StandardCharsets.UTF_8)), output, new LambdaContext());
        return output.toString(StandardCharsets.UTF_8);
    }
}
