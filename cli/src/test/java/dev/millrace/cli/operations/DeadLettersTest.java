package dev.millrace.cli.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.cli.FakeQueues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private final FakeQueues queues = new FakeQueues();
    private final DeadLetters letters = new DeadLetters(queues, "dead", "queue");
    private final List<String> told = new ArrayList<>();

    @Test
    void movesAllMessagesInMoreBatchesThanOne() {
        List<String> bodies = send(25);

        letters.moveBack(Integer.MAX_VALUE, letter -> told.add(letter.messageId()));

        assertThat(queues.bodies("queue")).isEqualTo(bodies);
        assertThat(queues.bodies("dead")).isEmpty();
        assertThat(told).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void sendsBeforeItDeletes() {
        send(1);

        letters.moveBack(1, letter -> told.add(letter.about()));

        assertThat(queues.requests())
                .containsSubsequence("ReceiveMessage dead", "SendMessage queue", "DeleteMessage dead");
    }

    @Test
    void losesNoneAndHidesNoneWhenSendingFails() {
        List<String> bodies = send(3);
        queues.failAt("SendMessage", 2);

        assertThatThrownBy(() -> letters.moveBack(Integer.MAX_VALUE, letter -> told.add(letter.about())))
                .isInstanceOf(IllegalStateException.class);

        assertThat(told).hasSize(1);
        assertThat(queues.bodies("queue")).containsExactly(bodies.getFirst());
        assertThat(queues.visible("dead")).isEqualTo(bodies.subList(1, 3));
    }

    @Test
    void atWorstDoublesTheOneWhoseDeletionFailed() {
        List<String> bodies = send(2);
        queues.failAt("DeleteMessage", 1);

        assertThatThrownBy(() -> letters.moveBack(Integer.MAX_VALUE, letter -> told.add(letter.about())))
                .isInstanceOf(IllegalStateException.class);

        assertThat(queues.bodies("queue")).containsExactly(bodies.getFirst());
        assertThat(queues.visible("dead")).isEqualTo(bodies);
    }

    @Test
    void onlyListsInADryRunAndHidesNothingAfterwards() {
        List<String> bodies = send(12);

        letters.list(Integer.MAX_VALUE, letter -> told.add(letter.messageId()));

        assertThat(told).hasSize(12).doesNotHaveDuplicates();
        assertThat(queues.visible("dead")).isEqualTo(bodies);
        assertThat(queues.bodies("queue")).isEmpty();
    }

    @Test
    void stopsAtTheLimit() {
        List<String> bodies = send(25);

        letters.moveBack(11, letter -> told.add(letter.messageId()));

        assertThat(queues.bodies("queue")).isEqualTo(bodies.subList(0, 11));
        assertThat(queues.visible("dead")).isEqualTo(bodies.subList(11, 25));
    }

    /// A message that is broken comes back, with the id that it was sent under.
    @Test
    void movesNoneAgainThatComesBackMeanwhile() {
        send(1);
        queues.sendBackTo("dead");

        letters.moveBack(Integer.MAX_VALUE, letter -> told.add(letter.messageId()));

        assertThat(told).hasSize(1);
        assertThat(queues.visible("dead")).hasSize(1);
    }

    private List<String> send(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    queues.sendMessage(s -> s.queueUrl("dead").messageBody("message " + i));
                    return "message " + i;
                })
                .toList();
    }
}
