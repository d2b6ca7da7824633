package dev.millrace.cli.home;

import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.local.Access;
import dev.millrace.local.Checkout;
import dev.millrace.local.Home;
import dev.millrace.local.cloud.Deployment;
import dev.millrace.local.cloud.HomeLock;
import dev.millrace.local.cloud.LocalCloud;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts the local cloud and deploys the checkout into it.
@Command(
        name = "up",
        description =
                "Start the local cloud and deploy this checkout into it. Run it again after a change: it redeploys what changed.")
public final class UpCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Option(
            names = "--port",
            defaultValue = "${env:MILLRACE_PORT}",
            description = "Where it listens on 127.0.0.1; any free port unless given here or in MILLRACE_PORT.")
    private @Nullable Integer port;

    @Option(
            names = "--batches",
            description =
                    "Run the batches of daily and monthly datasets, too, from now on; this gets Spark (half a gigabyte).")
    private boolean batches;

    @Override
    public Integer call() {
        Access access = up(Checkout.find(), port, batches, shown);
        shown.line("The local cloud runs at %s. Stop it with ./millrace down.".formatted(access.endpoint()));
        return Exit.OK;
    }

    public static Access up(Checkout checkout, @Nullable Integer port, boolean batches, Console shown) {
        Home home = checkout.home();
        return HomeLock.inTurn(home, shown::step, () -> {
            Access access = new LocalCloud(home, checkout.toolbox()).start(port, shown::step);
            Deployment deployment = new Deployment(checkout, home, access);
            if (batches) {
                deployment.runBatches(shown::step);
            }
            boolean changed = deployment.update(shown::step);
            shown.done(changed ? "Deployed the stack %s".formatted(Deployment.STACK) : "Nothing had changed");
            return access;
        });
    }
}
