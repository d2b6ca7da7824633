package dev.millrace.cli.deploy;

import dev.millrace.cli.stack.Aws;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.local.Checkout;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/// Deploys this checkout into an AWS account.
@Command(
        name = "deploy",
        description =
                "Deploy this checkout into the AWS account of the usual profile, batches and all: build it, upload the"
                        + " Spark job's files into a bucket of their own, and run sam deploy. Run it again after a change.",
        footer = {
            "",
            "Settings are those of samconfig.toml; what stands in the command line goes before. Parameters that are not given",
            "keep the value of the deploy before. The first deploy needs --parameter NoticeEmail=you@example.org."
        })
public final class DeployCommand implements Callable<Integer> {
    private static final String USUAL_STACK = "millrace";
    private static final Pattern STACK = Pattern.compile("[a-z][a-z0-9-]*");

    /// Options of sam deploy that this command decides, and what to give instead.
    private static final Map<String, String> DECIDED = Map.ofEntries(
            Map.entry("--stack-name", "--stack"),
            Map.entry("--region", "--region before --"),
            Map.entry("--profile", "AWS_PROFILE"),
            Map.entry("--parameter-overrides", "--parameter"),
            Map.entry("--config-env", "--config-env before --"),
            Map.entry("--config-file", "--config-env before --"),
            Map.entry("--guided", "--parameter"),
            Map.entry("-g", "--parameter"),
            Map.entry("--confirm-changeset", "nothing: it asks unless --yes says otherwise"),
            Map.entry("--no-confirm-changeset", "--yes"),
            Map.entry("--s3-bucket", "nothing: it has a bucket of its own"),
            Map.entry("--resolve-s3", "nothing: it has a bucket of its own"),
            Map.entry("--template-file", "nothing: it deploys this checkout's"),
            Map.entry("--template", "nothing: it deploys this checkout's"),
            Map.entry("-t", "nothing: it deploys this checkout's"));

    @Mixin
    private Console shown = new Console();

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Deploy into this account only; with credentials of another, do nothing.")
    private @Nullable String account;

    @Option(
            names = "--config-env",
            paramLabel = "ENV",
            defaultValue = "default",
            description = "Environment of samconfig.toml, such as prod (default: ${DEFAULT-VALUE}).")
    private String environment = "";

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "A parameter of template.yaml, such as NoticeEmail; may be given several times.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--yes", description = "Do not show the changes and ask before they are made.")
    private boolean yes;

    @Parameters(
            paramLabel = "SAM_OPTION",
            arity = "0..*",
            description = "After --: what else sam deploy shall do, such as -- --tags team=data")
    private List<String> samOptions = List.of();

    @Override
    public Integer call() {
        checkSamOptions();
        Checkout checkout = Checkout.find();
        SamSettings settings = SamSettings.read(checkout, environment);
        String stack = stackName(settings);
        boolean asking = asking(settings);
        String place = region(settings);
        Aws aws = new Aws.Account(settings.profile().orElse(null), Region.of(place));
        var sam = new SamCli(checkout, aws);
        Path built = checkout.root().resolve(".aws-sam/build");
        var deployment =
                new AccountDeployment(checkout, aws, sam, architecture -> sam.build(built, architecture), shown::step);
        AccountDeployment.Result result = deployment.deploy(
                new AccountDeployment.DeployRequest(stack, place, account, settings, parameters, samOptions, asking));
        return tell(new Stack(aws, stack), place, result);
    }

    private void checkSamOptions() {
        if (!samOptions.isEmpty() && !samOptions.getFirst().startsWith("-")) {
            throw shown.wrongUsage(
                    "what is '%s'? Options of sam deploy stand after --".formatted(samOptions.getFirst()));
        }
        for (String option : samOptions) {
            String instead = DECIDED.get(option.replaceFirst("=.*", ""));
            if (instead != null) {
                throw shown.wrongUsage("%s is no option to pass on: use %s".formatted(option, instead));
            }
        }
    }

    private String stackName(SamSettings settings) {
        String name = shown.stackName().or(settings::stack).orElse(USUAL_STACK);
        if (!STACK.matcher(name).matches()) {
            throw shown.wrongUsage(
                    "a stack's name is of small letters, digits and hyphens, since buckets are called by it; not '%s'"
                            .formatted(name));
        }
        return name;
    }

    private boolean asking(SamSettings settings) {
        if (yes || !settings.confirmsChanges()) {
            return false;
        }
        if (!Optional.ofNullable(System.console())
                .map(java.io.Console::isTerminal)
                .orElse(false)) {
            throw shown.wrongUsage("nobody can be asked here whether to make the changes; say --yes");
        }
        return true;
    }

    private String region(SamSettings settings) {
        return shown.region().or(settings::region).orElseGet(() -> {
            var chain = DefaultAwsRegionProviderChain.builder();
            settings.profile().ifPresent(chain::profileName);
            return chain.build().getRegion().id();
        });
    }

    private int tell(Stack stack, String place, AccountDeployment.Result result) {
        shown.done("");
        String where = "the stack %s in account %s, region %s".formatted(stack.name(), result.account(), place);
        return switch (result.change()) {
            case NOT_MADE -> {
                shown.error("nothing was changed: the changes of %s were not confirmed".formatted(where));
                yield Exit.FAILURE;
            }
            case NONE -> {
                shown.line("Nothing had changed: %s is up to date.".formatted(where));
                yield Exit.OK;
            }
            case CREATED, UPDATED -> {
                shown.line("Deployed %s.".formatted(where));
                new DeployAdvice(stack, place, result).lines().forEach(shown::line);
                yield Exit.OK;
            }
        };
    }
}
