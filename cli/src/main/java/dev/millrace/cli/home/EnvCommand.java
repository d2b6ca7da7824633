package dev.millrace.cli.home;

import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.local.Checkout;
import dev.millrace.local.UserError;
import dev.millrace.local.cloud.LocalCloud;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Prints what points AWS tools at the local cloud.
@Command(
        name = "env",
        description =
                "Print shell commands that point AWS tools at the local cloud: eval \"$(./millrace env)\"; aws s3 ls")
public final class EnvCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Override
    public Integer call() {
        Checkout checkout = Checkout.find();
        var access = new LocalCloud(checkout.home(), checkout.toolbox())
                .running()
                .orElseThrow(() -> new UserError("The local cloud is not running. Start it with ./millrace up."));
        shown.line("unset AWS_PROFILE AWS_SESSION_TOKEN");
        access.variables()
                .forEach((name, value) -> shown.line("export %s='%s'".formatted(name, value.replace("'", "'\\''"))));
        return Exit.OK;
    }
}
