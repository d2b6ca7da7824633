package dev.millrace.cli.deploy;

import dev.millrace.cli.stack.Stack;
import dev.millrace.flow.commands.Commands;
import java.util.ArrayList;
import java.util.List;

/// What is told of a deploy: where things are, and what to do next.
public final class DeployAdvice {
    private final Stack stack;
    private final String region;
    private final AccountDeployment.Result result;

    public DeployAdvice(Stack stack, String region, AccountDeployment.Result result) {
        this.stack = stack;
        this.region = region;
        this.result = result;
    }

    public List<String> lines() {
        Commands commands = Commands.of(stack.name(), region);
        var lines = new ArrayList<>(List.of(
                "",
                "  files land in   s3://" + stack.output("LandingBucket"),
                "  raw files       "
                        + (stack.deletesRawFiles()
                                ? "are deleted as contracts say (millrace.keepRawDays)"
                                : "are kept for ever, whatever contracts say; otherwise: --parameter DeleteRawFiles=true"),
                "  artifacts       s3://" + result.bucket(),
                "  Spark jar       " + result.job().jar(),
                "  Spark script    " + result.job().script(),
                "",
                "Next:"));
        if (result.change() == AccountDeployment.Change.CREATED) {
            lines.add("  confirm the subscription in the mail that AWS sends to the address of NoticeEmail");
        }
        lines.addAll(List.of(
                "  " + commands.apply("contracts/airports.odcs.yaml"),
                "  " + commands.put("FILE", "airports/FILE"),
                "  " + commands.batch("daily") + "      # of daily datasets; the schedule does it, too"));
        return lines;
    }
}
