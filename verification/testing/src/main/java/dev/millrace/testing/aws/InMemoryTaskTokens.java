package dev.millrace.testing.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.testing.aws.JsonServer.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// States of Step Functions that wait for a task token (Step Functions API reference, "SendTaskSuccess").
public final class InMemoryTaskTokens {
    private final Set<String> waiting = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final List<Answer> answers = new ArrayList<>();
    private Consumer<Answer> onAnswer = answer -> {};

    InMemoryTaskTokens() {}

    /// What a state was answered.
    ///
    /// @param output null when it failed
    /// @param error null when it succeeded
    /// @param cause null when it succeeded
    public record Answer(
            String token,
            @Nullable String output,
            @Nullable String error,
            @Nullable String cause) {}

    /// Lets a state wait for a token.
    public synchronized String await(String token) {
        known.add(token);
        waiting.add(token);
        return token;
    }

    /// Lets a state time out.
    public synchronized void timeOut(String token) {
        if (!waiting.remove(token)) {
            throw new IllegalStateException("No state waits for this token");
        }
    }

    /// Tells somebody of each answer that a state takes from now on, before its sender hears.
    public synchronized void onAnswer(Consumer<Answer> listener) {
        onAnswer = listener;
    }

    /// All answers that states took, in their order.
    public synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }

    synchronized ObjectNode succeed(ObjectNode request) {
        String token = take(request);
        taken(new Answer(token, request.path("output").asText(), null, null));
        return JsonServer.object();
    }

    synchronized ObjectNode fail(ObjectNode request) {
        String token = take(request);
        taken(new Answer(
                token,
                null,
                request.path("error").asText(),
                request.path("cause").asText()));
        return JsonServer.object();
    }

    private void taken(Answer answer) {
        answers.add(answer);
        onAnswer.accept(answer);
    }

    private String take(ObjectNode request) {
        String token = request.path("taskToken").asText();
        if (!known.contains(token)) {
            throw new Refusal("InvalidToken", "Invalid Token: 'Invalid token'");
        }
        if (!waiting.remove(token)) {
            throw new Refusal("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
        }
        return token;
    }
}
