package dev.millrace.cli.home;

import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.local.Checkout;
import dev.millrace.local.cloud.HomeLock;
import dev.millrace.local.cloud.LocalCloud;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Stops the local cloud.
@Command(
        name = "down",
        description = "Stop what up started, and nothing else. What was in the local cloud is gone then.")
public final class DownCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Override
    public Integer call() {
        Checkout checkout = Checkout.find();
        boolean stopped = HomeLock.inTurn(
                checkout.home(), shown::step, () -> new LocalCloud(checkout.home(), checkout.toolbox()).stop());
        shown.line(stopped ? "The local cloud is stopped." : "The local cloud was not running.");
        return Exit.OK;
    }
}
