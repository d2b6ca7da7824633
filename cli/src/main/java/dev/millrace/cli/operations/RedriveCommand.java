package dev.millrace.cli.operations;

import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Gives the events that could not be processed another try.
@Command(
        name = "redrive",
        description =
                "Move the messages of the dead-letter queue back to the queue of upload events, after what broke them was mended. "
                        + "None is lost; an object that was begun already is not begun again.")
public final class RedriveCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Option(names = "--dry-run", description = "Only list them.")
    private boolean dryRun;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; all unless given.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    private int count;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw shown.wrongUsage("--limit needs a number from 1");
        }
        Stack stack = shown.stack();
        var letters = new DeadLetters(
                stack.aws().client(SqsClient.builder()),
                stack.output("IngestionDeadLetterQueue"),
                stack.output("IngestionQueue"));
        if (dryRun) {
            letters.list(limit, letter -> tell(letter, "Would move"));
        } else {
            letters.moveBack(limit, letter -> tell(letter, "Moved"));
        }
        shown.remark("%d %s.".formatted(count, dryRun ? "would be moved" : "moved"));
        return Exit.OK;
    }

    private void tell(DeadLetter letter, String what) {
        count++;
        shown.line(
                json
                        ? letter.json().put("moved", !dryRun).toString()
                        : "%s %s%s: %s"
                                .formatted(
                                        what,
                                        letter.messageId(),
                                        letter.sent() == null ? "" : ", sent " + letter.sent(),
                                        letter.about()));
    }
}
