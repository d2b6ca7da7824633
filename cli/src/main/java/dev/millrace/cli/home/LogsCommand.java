package dev.millrace.cli.home;

import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.FunctionName;
import dev.millrace.cli.stack.Functions;
import dev.millrace.cli.stack.Pauses;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Durations;
import dev.millrace.cli.terminal.Exit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/// Prints a function's log.
@Command(name = "logs", description = "Print the log of a function.")
public final class LogsCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// Events come late, so the last moments are asked for again.
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    @Mixin
    private Console shown = new Console();

    @Parameters(
            paramLabel = "FUNCTION",
            converter = FunctionName.Converter.class,
            description = "Such as validate-file or ValidateFileFunction.")
    private FunctionName function = new FunctionName("");

    @Option(
            names = "--since",
            paramLabel = "AGE",
            defaultValue = "10m",
            converter = Durations.class,
            description = "How far back, such as 10m or 2h (default: ${DEFAULT-VALUE}).")
    private Duration since = Duration.ZERO;

    @Option(names = "--follow", description = "Go on until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() {
        Stack stack = shown.stack();
        String group = new Functions(stack, shown::remark).logGroup(function);
        CloudWatchLogsClient logs = stack.aws().client(CloudWatchLogsClient.builder());
        Set<String> printed = new HashSet<>();
        Instant from = Instant.now().minus(since);
        print(logs, group, from, printed);
        while (follow) {
            Pauses.pause(PAUSE);
            Instant recent = Instant.now().minus(OVERLAP);
            print(logs, group, recent.isAfter(from) ? recent : from, printed);
        }
        if (printed.isEmpty()) {
            shown.remark("Nothing in %s since %s; --since 2h looks further back.".formatted(group, from));
        }
        return Exit.OK;
    }

    private void print(CloudWatchLogsClient logs, String group, Instant from, Set<String> printed) {
        for (FilteredLogEvent event : logs.filterLogEventsPaginator(
                        f -> f.logGroupName(group).startTime(from.toEpochMilli()))
                .events()) {
            String id = event.eventId() == null ? event.timestamp() + event.message() : event.eventId();
            if (printed.add(id)) {
                shown.line("%s  %s"
                        .formatted(
                                Instant.ofEpochMilli(event.timestamp()),
                                event.message().stripTrailing()));
            }
        }
    }
}
