package dev.millrace.simulation;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The queue of upload events before the function that takes them: batches, partial failures, and in the end the
/// dead-letter queue. The numbers are those of `template.yaml`.
final class UploadQueue {
    private static final int BATCH = 10;
    private static final int MOST_RECEIVES = 5;
    private static final int MOST_AT_ONCE = 10;
    private static final Duration INVISIBLE = Duration.ofMinutes(6);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Timeline timeline;
    private final Dice dice;
    private final Lambda lambda;
    private final Defect defect;
    private final Queue<Message> visible = new ArrayDeque<>();
    private @Nullable RequestHandler<SQSEvent, SQSBatchResponse> function;
    private boolean polling;
    private int running;
    private int messages;

    UploadQueue(Timeline timeline, Dice dice, Lambda lambda, Defect defect) {
        this.defect = defect;
        this.timeline = timeline;
        this.dice = dice;
        this.lambda = lambda;
    }

    private static final class Message {
        private final String id;
        private final String body;
        private int receives;

        Message(String id, String body) {
            this.id = id;
            this.body = body;
        }

        SQSMessage received() {
            var message = new SQSMessage();
            message.setMessageId(id);
            message.setBody(body);
            return message;
        }
    }

    /// Sets the function that takes the messages.
    void feed(RequestHandler<SQSEvent, SQSBatchResponse> taker) {
        function = taker;
    }

    /// A message comes in.
    void send(String body) {
        appear(new Message("message-" + messages++, body));
    }

    private void appear(Message message) {
        visible.add(message);
        poll();
    }

    private void poll() {
        if (!polling && running < MOST_AT_ONCE && !visible.isEmpty()) {
            polling = true;
            timeline.in(dice.between(Duration.ofMillis(5), Duration.ofMillis(100)), () -> {
                polling = false;
                receive();
                poll();
            });
        }
    }

    private void receive() {
        var batch = new ArrayList<Message>();
        while (batch.size() < BATCH && !visible.isEmpty()) {
            batch.add(visible.remove());
        }
        if (!batch.isEmpty() && running < MOST_AT_ONCE) {
            take(batch);
        } else {
            visible.addAll(batch);
        }
    }

    private void take(List<Message> batch) {
        running++;
        batch.forEach(message -> message.receives++);
        var event = new SQSEvent();
        event.setRecords(batch.stream().map(Message::received).toList());
        var failed = new ArrayList<String>();
        var taker = function;
        if (taker == null) {
            throw new IllegalStateException("Nobody takes the messages");
        }
        lambda.start(
                "start-ingestion",
                null,
                TIMEOUT,
                () -> taker.handleRequest(event, Lambda.CONTEXT).getBatchItemFailures().stream()
                        .map(BatchItemFailure::getItemIdentifier)
                        .forEach(failed::add),
                failure -> taken(batch, failure == null ? Set.copyOf(failed) : all(batch)),
                () -> taken(batch, all(batch)));
    }

    private static Set<String> all(List<Message> batch) {
        return batch.stream().map(m -> m.id).collect(Collectors.toSet());
    }

    private void taken(List<Message> batch, Set<String> failed) {
        running--;
        for (Message message : batch) {
            // The others are done with, or go to the dead-letter queue, where nobody looks here.
            boolean again = failed.contains(message.id) && message.receives < MOST_RECEIVES;
            if (again && !defect.acknowledgesAll()) {
                timeline.in(INVISIBLE, () -> appear(message));
            }
        }
        poll();
    }
}
