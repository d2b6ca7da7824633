package dev.millrace.cli.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// The dead-letter queue of upload events.
final class DeadLetters {
    /// SQS hands out no more at once.
    private static final int BATCH = 10;

    /// With a pause, SQS asks all its servers before it says that there is nothing.
    private static final Duration POLL = Duration.ofSeconds(2);

    /// How long a message that was taken is hidden: each is to be met once.
    private static final Duration HIDDEN = Duration.ofMinutes(15);

    private final SqsClient sqs;
    private final String deadLetters;
    private final String queue;

    /// @param deadLetters URL of the dead-letter queue
    /// @param queue URL of the queue that its messages came from
    DeadLetters(SqsClient sqs, String deadLetters, String queue) {
        this.sqs = sqs;
        this.deadLetters = deadLetters;
        this.queue = queue;
    }

    /// Shows messages; they stay, and can be taken by others at once afterwards.
    ///
    /// @param limit at most so many
    void list(int limit, Consumer<DeadLetter> shown) {
        each(limit, (message, taken) -> shown.accept(letter(message)));
    }

    /// Moves messages back to the queue that they came from: sent there first, deleted here after, so that none is
    /// lost. One may be doubled by a fault in between, which does no harm: an object is begun once.
    ///
    /// @param limit at most so many
    /// @param moved hears of each one that was moved
    void moveBack(int limit, Consumer<DeadLetter> moved) {
        each(limit, (message, taken) -> {
            String sent = sqs.sendMessage(s -> s.queueUrl(queue)
                            .messageBody(message.body())
                            .messageAttributes(message.messageAttributes()))
                    .messageId();
            sqs.deleteMessage(d -> d.queueUrl(deadLetters).receiptHandle(message.receiptHandle()));
            taken.gone(message, sent);
            moved.accept(letter(message));
        });
    }

    /// What is done with a message.
    private interface Action {
        void on(Message message, Taken taken);
    }

    /// The messages that were taken out of the queue and are hidden from others.
    private static final class Taken {
        private final Set<String> known = new HashSet<>();
        private final List<Message> hidden = new ArrayList<>();

        /// Those of them that were not met before: neither seen nor, when they come back already, moved.
        List<Message> add(List<Message> messages) {
            hidden.addAll(messages);
            return messages.stream()
                    .filter(message -> known.add(message.messageId()))
                    .toList();
        }

        /// @param sent its new id in the other queue
        void gone(Message message, String sent) {
            hidden.remove(message);
            known.add(sent);
        }
    }

    private void each(int limit, Action action) {
        var taken = new Taken();
        try {
            for (int left = limit; left > 0; ) {
                List<Message> fresh = taken.add(take(Math.min(BATCH, left)));
                if (fresh.isEmpty()) {
                    break;
                }
                fresh.forEach(message -> action.on(message, taken));
                left -= fresh.size();
            }
        } catch (RuntimeException e) {
            try {
                show(taken);
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        show(taken);
    }

    private List<Message> take(int most) {
        return sqs.receiveMessage(r -> r.queueUrl(deadLetters)
                        .maxNumberOfMessages(most)
                        .waitTimeSeconds((int) POLL.toSeconds())
                        .visibilityTimeout((int) HIDDEN.toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)
                        .messageAttributeNames("All"))
                .messages();
    }

    /// Lets others take what was taken and is still there.
    private void show(Taken taken) {
        taken.hidden.forEach(message -> sqs.changeMessageVisibility(c ->
                c.queueUrl(deadLetters).receiptHandle(message.receiptHandle()).visibilityTimeout(0)));
    }

    private static DeadLetter letter(Message message) {
        return DeadLetter.of(message.messageId(), sent(message), message.body());
    }

    private static @Nullable Instant sent(Message message) {
        String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
        return sent == null ? null : Instant.ofEpochMilli(Long.parseLong(sent));
    }
}
