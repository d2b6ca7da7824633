package dev.millrace.cli.deploy;

import dev.millrace.cli.stack.Aws;
import dev.millrace.local.Checkout;
import dev.millrace.local.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// AWS SAM and make, run for a deploy into an account. Their words go to logs in the checkout's `.millrace/logs`.
public final class SamCli {
    private static final String ARCHITECTURE = "ARCHITECTURE";

    private final Checkout checkout;
    private final Aws aws;

    public SamCli(Checkout checkout, Aws aws) {
        this.checkout = checkout;
        this.aws = aws;
    }

    /// Builds the functions.
    ///
    /// @param folder where they and the template are to lie
    /// @param architecture processor of the functions; null for that of the Makefile, which is the template's, too
    /// @return the built template
    public Path build(Path folder, @Nullable String architecture) {
        sam(List.of(
                        "build",
                        "--template-file",
                        checkout.root().resolve(Checkout.TEMPLATE).toString(),
                        "--build-dir",
                        folder.toString(),
                        "--base-dir",
                        checkout.root().toString()))
                .with(environment -> {
                    environment.remove(ARCHITECTURE);
                    Optional.ofNullable(architecture).ifPresent(name -> environment.put(ARCHITECTURE, name));
                })
                .run(log("deploy-build"));
        return folder.resolve(Checkout.TEMPLATE);
    }

    /// Builds the Spark job.
    void buildJob() {
        command(List.of("make", "--no-print-directory", "-s", "spark")).run(log("deploy-spark"));
    }

    /// Deploys.
    ///
    /// @param settings a file of [SamSettings#write]
    /// @param options what else AWS SAM shall do
    /// @param asking whether it shows the changes and asks the person at the terminal before it makes them
    /// @return what it said
    public String deploy(Path template, Path settings, List<String> options, boolean asking) {
        var words = new ArrayList<>(List.of(
                "deploy",
                "--template-file",
                template.toString(),
                "--config-file",
                settings.toString(),
                "--config-env",
                "default",
                asking ? "--confirm-changeset" : "--no-confirm-changeset",
                "--no-fail-on-empty-changeset",
                "--no-progressbar"));
        words.addAll(options);
        Path log = log("deploy-sam");
        Command deploy = sam(words);
        if (asking) {
            deploy.atTheTerminal();
        }
        deploy.run(log);
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(log + " cannot be read", e);
        }
    }

    /// Keeps AWS SAM's own files in the checkout, and its talk with its makers off.
    static void keepToTheCheckout(Map<String, String> environment) {
        environment.put("SAM_CLI_TELEMETRY", "0");
        environment.put("PYTHONUNBUFFERED", "1");
        environment.put("__SAM_CLI_APP_DIR", Checkout.find().home().made("sam").toString());
    }

    private Command sam(List<String> words) {
        var all = new ArrayList<>(List.of(checkout.toolbox().sam().toString()));
        all.addAll(words);
        return command(all);
    }

    private Command command(List<String> words) {
        return Command.of(words).in(checkout.root()).with(environment -> {
            aws.enter(environment);
            keepToTheCheckout(environment);
            environment.put("JAVA_HOME", System.getProperty("java.home"));
        });
    }

    private Path log(String name) {
        return checkout.home().made("logs").resolve(name + ".log");
    }
}
