package dev.millrace.cli;

import dev.millrace.cli.batches.BatchCommand;
import dev.millrace.cli.batches.BatchesCommand;
import dev.millrace.cli.contracts.ContractCommand;
import dev.millrace.cli.demo.DemoCommand;
import dev.millrace.cli.deploy.DeployCommand;
import dev.millrace.cli.files.DismissCommand;
import dev.millrace.cli.files.HistoryCommand;
import dev.millrace.cli.files.LsCommand;
import dev.millrace.cli.files.PutCommand;
import dev.millrace.cli.files.ReingestCommand;
import dev.millrace.cli.files.ReleaseCommand;
import dev.millrace.cli.files.ReplayCommand;
import dev.millrace.cli.files.ShowCommand;
import dev.millrace.cli.home.DownCommand;
import dev.millrace.cli.home.EnvCommand;
import dev.millrace.cli.home.EventsCommand;
import dev.millrace.cli.home.InvokeCommand;
import dev.millrace.cli.home.LogsCommand;
import dev.millrace.cli.home.TestCommand;
import dev.millrace.cli.home.UpCommand;
import dev.millrace.cli.lake.CatalogCommand;
import dev.millrace.cli.lake.QueryCommand;
import dev.millrace.cli.operations.RedriveCommand;
import dev.millrace.cli.operations.SweepCommand;
import dev.millrace.cli.operations.VerifyCommand;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.stack.StackOptions;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.cli.terminal.TerminalText;
import dev.millrace.faults.ServiceFault;
import dev.millrace.faults.UnreadableRecord;
import dev.millrace.flow.commands.Commands;
import dev.millrace.local.UserError;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/// The command itself, and what all its subcommands share.
@Command(
        name = "millrace",
        mixinStandardHelpOptions = true,
        version = "millrace 0.1.0-SNAPSHOT",
        description = "Ingests data files: on this machine's local cloud, or (with --stack) in an AWS account.",
        footer = {
            "",
            "Start with: ./millrace demo",
            "Exit status: 0 done; 1 failed; 2 wrong usage or a wrong contract; of --wait: 3 a file was rejected,",
            "4 a file failed, 5 a file is held or gone, 124 the time was up; of contract test, infer: 3 a file was",
            "refused; of contract diff, backtest: 3 something would break; of all of these: 4 a file cannot be read;",
            "of verify: 3 a table does not hold what is recorded."
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            DeployCommand.class,
            PutCommand.class,
            LsCommand.class,
            ShowCommand.class,
            HistoryCommand.class,
            ReplayCommand.class,
            ReleaseCommand.class,
            ReingestCommand.class,
            DismissCommand.class,
            BatchCommand.class,
            BatchesCommand.class,
            SweepCommand.class,
            VerifyCommand.class,
            RedriveCommand.class,
            QueryCommand.class,
            ContractCommand.class,
            CatalogCommand.class,
            EventsCommand.class,
            InvokeCommand.class,
            LogsCommand.class,
            EnvCommand.class,
            TestCommand.class
        })
public final class Main implements Runnable, StackOptions {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Work on this stack in the AWS account of the usual profile, region and credentials.")
    private @Nullable String stack;

    @Option(
            names = "--region",
            paramLabel = "R",
            scope = ScopeType.INHERIT,
            description = "The AWS region of the stack, instead of the profile's or AWS_REGION.")
    private @Nullable String region;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of errors.")
    private boolean debug;

    /// Ends the JVM with the command's exit status.
    public static void main(String[] args) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args));
    }

    /// Runs one command and gives its exit status.
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        int status = new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, words) -> wrongUsage(e))
                .setExecutionExceptionHandler((e, line, result) -> main.failure(e, line))
                .execute(args);
        out.flush();
        err.flush();
        return status;
    }

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getErr());
        throw new ParameterException(line, "which command?");
    }

    @Override
    public Stack stack() {
        if (stack != null) {
            return Stack.inAccount(stack, region);
        }
        if (region != null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--region is where a deployed stack is: name it with --stack, too");
        }
        return Stack.atHome();
    }

    @Override
    public Commands commands() {
        return stack == null ? Commands.AT_HOME : Commands.of(stack, region);
    }

    @Override
    public boolean atHome() {
        return stack == null;
    }

    @Override
    public Optional<String> stackName() {
        return Optional.ofNullable(stack);
    }

    @Override
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    private static int wrongUsage(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("millrace: " + TerminalText.of(String.valueOf(e.getMessage())));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("See: %s --help"
                    .formatted(e.getCommandLine().getCommandSpec().qualifiedName()));
        }
        return Exit.USAGE;
    }

    private int failure(Exception e, CommandLine line) {
        if (debug) {
            e.printStackTrace(line.getErr());
        }
        line.getErr().println("millrace: " + TerminalText.of(words(e)));
        return Exit.FAILURE;
    }

    private static String words(Exception e) {
        return switch (e) {
            case UserError trouble -> String.valueOf(trouble.getMessage());
            case UnreadableRecord item -> String.valueOf(item.getMessage());
            case ServiceFault fault -> String.valueOf(fault.getMessage());
            case SdkServiceException answer -> "AWS answers: " + answer.getMessage();
            case SdkException unsent -> unsent(String.valueOf(unsent.getMessage()));
            case UncheckedIOException io ->
                io.getMessage()
                        + (io.getCause() == null ? "" : ": " + io.getCause().getMessage());
            default ->
                "this should not happen: " + e + ". Run it again with --debug, and report it with what that shows.";
        };
    }

    /// What keeps a request from being sent; the SDK lists every place where it looked.
    private static String unsent(String message) {
        if (message.contains("Unable to load region")) {
            return "no AWS region is set. Say --region, or set AWS_REGION, or AWS_PROFILE to a profile that has one.";
        }
        if (message.contains("Unable to load credentials")) {
            return "there are no AWS credentials. Set AWS_PROFILE, or log in (aws login, aws sso login).";
        }
        return "AWS cannot be reached: " + message;
    }
}
