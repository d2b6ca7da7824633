package dev.millrace.common.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.LambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class StateHandlerTest {
    enum Step {
        LoadFile
    }

    /// Writes down what was asked of it, then answers or throws.
    private static final class Handler extends StateHandler<Step> {
        private final List<String> taken = new ArrayList<>();
        private final @Nullable Exception failure;

        Handler(@Nullable Exception failure) {
            super(Step.class);
            this.failure = failure;
        }

        @Override
        protected Object take(Step step, StateTask task, Deadline deadline) throws IOException {
            taken.add(step + " " + task.execution() + " " + MDC.get("state") + " " + MDC.get("oid"));
            return switch (failure) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case null, default -> Map.of("rows", 3);
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

    /// H093.
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

    /// H040.
    @Test
    void callsABrokenStreamAServiceFault() {
        var handler = new Handler(new IOException("premature end"));

        assertThatThrownBy(() -> handle(handler, TASK))
                .isInstanceOf(ServiceFault.class)
                .hasMessageContaining("premature end");
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
