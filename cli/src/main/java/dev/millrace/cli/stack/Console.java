package dev.millrace.cli.stack;

import dev.millrace.cli.terminal.TerminalText;
import dev.millrace.flow.commands.Commands;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// What a command writes, made safe to be shown ([TerminalText]): its results to standard output, its progress to
/// standard error. Progress is plain lines, one a step, which read the same in a terminal, a log and a pipe.
@Command(mixinStandardHelpOptions = true)
public final class Console {
    /// Set by the launcher when standard output is a terminal.
    private static final String COLUMNS = "MILLRACE_COLUMNS";

    private static final int LEAST_COLUMNS = 40;

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    private @Nullable Instant began;

    /// One line of the result.
    public void line(String text) {
        command().commandLine().getOut().println(TerminalText.of(text));
    }

    /// One line about what went wrong.
    public void error(String text) {
        err().println("millrace: " + TerminalText.of(text));
    }

    /// A step begins that may take a while.
    public void step(String what) {
        done("");
        began = Instant.now();
        err().println(TerminalText.of(what) + " …");
    }

    /// The step before is done.
    public void done(String what) {
        if (began != null && !what.isEmpty()) {
            err().println("%s (%.1f s)"
                    .formatted(
                            TerminalText.of(what),
                            Duration.between(began, Instant.now()).toMillis() / 1000.0));
        }
        began = null;
    }

    /// A remark on the way, not part of the result.
    public void remark(String text) {
        err().println(TerminalText.of(text));
    }

    /// How many characters fit on a line; no limit when the output is no terminal.
    public int columns() {
        String columns = System.getenv(COLUMNS);
        return columns == null || !columns.matches("\\d{1,5}")
                ? Integer.MAX_VALUE
                : Math.max(LEAST_COLUMNS, Integer.parseInt(columns));
    }

    /// The audit table. Items of it that cannot be read are told of, and the command goes on.
    public AuditView audit(Stack stack) {
        return new AuditView(stack, problem -> error(String.valueOf(problem.getMessage())));
    }

    /// To be thrown when the command line makes no sense.
    public ParameterException wrongUsage(String message) {
        return new ParameterException(command().commandLine(), message);
    }

    /// The stack that the command works on.
    public Stack stack() {
        return main().stack();
    }

    /// The name of the stack in an account, when the command line gives one.
    public Optional<String> stackName() {
        return main().stackName();
    }

    /// The region that the command line gives.
    public Optional<String> region() {
        return main().region();
    }

    /// The commands to go on with, as far as the command line tells where; [Stack#commands()] knows the region, too.
    public Commands commands() {
        return main().commands();
    }

    /// Whether it works on the local cloud.
    public boolean atHome() {
        return main().atHome();
    }

    public CommandSpec command() {
        return Objects.requireNonNull(spec);
    }

    private StackOptions main() {
        return (StackOptions) command().root().userObject();
    }

    private PrintWriter err() {
        return command().commandLine().getErr();
    }
}
