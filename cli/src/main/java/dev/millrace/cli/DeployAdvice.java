package dev.millrace.cli;

import java.util.ArrayList;
import java.util.List;

/// What is told of a deploy: where things are, and what to do next.
final class DeployAdvice {
    private final Stack stack;
    private final String region;
    private final AccountDeployment.Result result;

    DeployAdvice(Stack stack, String region, AccountDeployment.Result result) {
        this.stack = stack;
        this.region = region;
        this.result = result;
    }

    List<String> lines() {
        String millrace = "./millrace --stack " + stack.name();
        var lines = new ArrayList<>(List.of(
                "",
                "  files land in   s3://" + stack.output("LandingBucket"),
                "  artifacts       s3://" + result.bucket(),
                "  Spark jar       " + result.job().jar(),
                "  Spark script    " + result.job().script(),
                "",
                "Next:"));
        if (result.change() == AccountDeployment.Change.CREATED) {
            lines.add("  confirm the subscription in the mail that AWS sends to the address of NoticeEmail");
        }
        lines.addAll(List.of(
                "  export AWS_REGION=" + region,
                "  %s contract apply contracts/airports.odcs.yaml".formatted(millrace),
                "  %s put FILE --key airports/FILE --wait".formatted(millrace),
                "  %s batch daily --wait      # of daily datasets; the schedule does it, too".formatted(millrace)));
        return lines;
    }
}
