package dev.millrace.cli.home;

import dev.millrace.cli.stack.Console;
import dev.millrace.local.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Stands here for the help only.
@Command(name = "test", description = "Run every test and check; ends with one line: N passed, N failed, N skipped.")
public final class TestCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Override
    public Integer call() {
        throw new UserError("The tests are run by the launcher: ./millrace %s"
                .formatted(shown.command().name()));
    }
}
