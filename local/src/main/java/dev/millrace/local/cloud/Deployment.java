package dev.millrace.local.cloud;

import dev.millrace.local.Access;
import dev.millrace.local.Checkout;
import dev.millrace.local.Command;
import dev.millrace.local.Home;
import dev.millrace.local.jobs.JobServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/// Deploys the checkout's template into a running local cloud, by `sam build` and `sam deploy`.
public final class Deployment {
    /// Name of the stack at home.
    public static final String STACK = "millrace";

    private static final String ARTIFACTS = "millrace-local-artifacts";
    private static final String LOCAL_TEMPLATE = "template.local.json";

    private final Checkout checkout;
    private final Home home;
    private final Access access;
    private final Map<String, String> others;

    public Deployment(Checkout checkout, Home home, Access access) {
        this(checkout, home, access, Map.of());
    }

    /// @param others parameters of the template that are to have other values than at home
    public Deployment(Checkout checkout, Home home, Access access, Map<String, String> others) {
        this.checkout = checkout;
        this.home = home;
        this.access = access;
        this.others = new TreeMap<>(others);
    }

    /// Lets the stack run batches, from the next [#update] on: gets Spark, which is large, and is wanted for nothing
    /// else.
    public void runBatches(StartProgress progress) {
        progress.step("Getting Spark");
        command(checkout.root().resolve("tools/toolbox.sh").toString(), "spark").run(log("spark"));
        try {
            Files.writeString(home.batchesFile(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(home.batchesFile() + " cannot be written", e);
        }
    }

    private boolean runsBatches() {
        return Files.exists(home.batchesFile());
    }

    /// Brings the stack up to date; false when nothing had changed since the last time.
    public boolean update(StartProgress progress) {
        progress.step("Building the functions");
        command("make", "--no-print-directory", "-s", "build").run(log("build"));
        if (runsBatches()) {
            progress.step("Building the Spark job");
            command("make", "--no-print-directory", "-s", "spark").run(log("build-spark"));
        }
        FunctionRuntime.install(home.runtime());
        String wanted = fingerprint();
        if (wanted.equals(deployed())) {
            return false;
        }
        progress.step("Packing the functions (sam build)");
        build();
        progress.step("Deploying the template (sam deploy)");
        deploy();
        NoticeQueue.subscribe(access, STACK);
        remember(wanted);
        return true;
    }

    private void build() {
        // SAM wants a file of settings beside the template; the checkout's own is the one that a person's `sam build`
        // uses.
        sam(
                        "build",
                        "--template-file",
                        checkout.root().resolve(Checkout.TEMPLATE).toString(),
                        "--build-dir",
                        home.build().toString(),
                        "--base-dir",
                        checkout.root().toString())
                .run(log("sam-build"));
    }

    private void deploy() {
        makeArtifactsBucket();
        Map<String, String> parameters = parameters();
        Path template = FunctionSettings.write(forHome(home.build()), parameters);
        var words = new ArrayList<>(List.of(
                "deploy",
                "--template-file",
                template.toString(),
                "--config-file",
                ownSettings().toString(),
                "--stack-name",
                STACK,
                "--s3-bucket",
                ARTIFACTS,
                "--region",
                Access.REGION.id(),
                "--capabilities",
                "CAPABILITY_IAM",
                "CAPABILITY_NAMED_IAM",
                "--no-confirm-changeset",
                "--no-fail-on-empty-changeset",
                "--no-progressbar",
                "--parameter-overrides"));
        parameters.forEach((name, value) -> words.add(name + "=" + value));
        sam(words.toArray(String[]::new)).run(log("sam-deploy"));
    }

    /// Makes what `sam build` built ready for the local cloud.
    ///
    /// @param folder where it lies
    /// @return the template to be deployed
    public static Path forHome(Path folder) {
        var built = LocalTemplate.read(folder.resolve(Checkout.TEMPLATE));
        LocalTemplate.functions(built).forEach(name -> FunctionRuntime.addTo(folder.resolve(name)));
        Path template = folder.resolve(LOCAL_TEMPLATE);
        LocalTemplate.write(LocalTemplate.of(built), template);
        return template;
    }

    private Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("NoticeEmail", "owner@example.org");
        parameters.put("Architecture", architecture());
        parameters.put("LocalCloud", "true");
        // Crawlers at home take moments.
        parameters.put("CrawlerPauseSeconds", "2");
        if (runsBatches()) {
            JobArtifacts.Keys job = uploadJob();
            parameters.put("ArtifactsBucket", ARTIFACTS);
            parameters.put("SparkJar", job.jar());
            parameters.put("SparkScript", job.script());
            parameters.put("EmrApplicationAtHome", JobServer.EMR_APPLICATION);
        }
        parameters.putAll(others);
        return parameters;
    }

    private JobArtifacts.Keys uploadJob() {
        try (S3Client s3 = access.client(S3Client.builder())) {
            return new JobArtifacts(checkout.root()).upload(s3, ARTIFACTS);
        }
    }

    /// This machine's processor, as Lambda calls it.
    public static String architecture() {
        return System.getProperty("os.arch").toLowerCase(Locale.ROOT).equals("aarch64") ? "arm64" : "x86_64";
    }

    private void makeArtifactsBucket() {
        try (S3Client s3 = access.client(S3Client.builder())) {
            s3.createBucket(b -> b.bucket(ARTIFACTS));
        } catch (BucketAlreadyOwnedByYouException e) {
            // It is there, as it shall be.
        }
    }

    private Command sam(String... words) {
        var all = new ArrayList<>(List.of(checkout.toolbox().sam().toString()));
        all.addAll(List.of(words));
        return command(all.toArray(String[]::new));
    }

    private Command command(String... words) {
        return Command.of(words).in(checkout.root()).with(environment -> {
            access.enter(environment);
            environment.put("JAVA_HOME", System.getProperty("java.home"));
            environment.put("ARCHITECTURE", architecture());
            environment.put("SAM_CLI_TELEMETRY", "0");
            environment.put("__SAM_CLI_APP_DIR", home.made("sam").toString());
        });
    }

    private Path ownSettings() {
        Path settings = home.made("sam").resolve("samconfig.toml");
        try {
            return Files.writeString(settings, "version = 0.1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(settings + " cannot be written", e);
        }
    }

    private Path log(String name) {
        return home.logs().resolve(name + ".log");
    }

    /// Of everything that a deploy depends on, the running server included: what is deployed ends with it.
    private String fingerprint() {
        var fingerprint = new Fingerprint()
                .text(Server.running(home.serverFile()).orElseThrow().toString())
                .text(LocalTemplate.DIFFERENCES.toString())
                .text(others.toString())
                .files(checkout.root().resolve(Checkout.TEMPLATE))
                .files(checkout.root().resolve("statemachine"))
                .files(checkout.root().resolve("Makefile"))
                .files(checkout.root().resolve("tools"))
                .files(home.runtime());
        if (runsBatches()) {
            new JobArtifacts(checkout.root()).files().forEach(fingerprint::files);
        }
        try (Stream<Path> functions = Files.list(checkout.root().resolve("functions"))) {
            functions
                    .map(folder -> folder.resolve("target/quick"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .forEach(
                            built -> fingerprint.files(built.resolve("classes")).files(built.resolve("lib")));
        } catch (IOException e) {
            throw new UncheckedIOException("The built functions cannot be read", e);
        }
        return fingerprint.hex();
    }

    private String deployed() {
        try {
            return Files.exists(home.deployedFile()) ? Files.readString(home.deployedFile()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(home.deployedFile() + " cannot be read", e);
        }
    }

    private void remember(String fingerprint) {
        try {
            Files.writeString(home.deployedFile(), fingerprint);
        } catch (IOException e) {
            throw new UncheckedIOException(home.deployedFile() + " cannot be written", e);
        }
    }
}
