package dev.millrace.cli.deploy;

import dev.millrace.cli.stack.Aws;
import dev.millrace.cli.stack.CloudStacks;
import dev.millrace.local.Checkout;
import dev.millrace.local.UserError;
import dev.millrace.local.cloud.FunctionSettings;
import dev.millrace.local.cloud.HomeLock;
import dev.millrace.local.cloud.JobArtifacts;
import dev.millrace.local.cloud.LocalTemplate;
import dev.millrace.local.cloud.StartProgress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// Deploys the checkout into an account, ready for batches: first everything is built and checked, then the bucket of
/// artifacts is made and filled, and last AWS SAM deploys the stack. A step does nothing when all is as it shall be.
public final class AccountDeployment {
    private static final String BUCKET = "ArtifactsBucket";
    private static final String JAR = "SparkJar";
    private static final String SCRIPT = "SparkScript";
    private static final String DATABASE = "CatalogDatabase";
    private static final String PROTECTION = "DeletionProtection";
    private static final int LONGEST_BUCKET = 63;

    /// Builds the functions.
    @FunctionalInterface
    public interface FunctionsBuild {
        /// Builds them.
        ///
        /// @param architecture their processor; null for the usual one
        /// @return the template to be deployed, with the functions beside it
        Path build(@Nullable String architecture);
    }

    /// What is to be deployed where.
    ///
    /// @param account id of the only account that it may be; null for any
    /// @param parameters values of the template's parameters, above those of the settings
    /// @param samOptions what else AWS SAM shall do
    /// @param asking whether a person is asked before anything of the stack is changed
    public record DeployRequest(
            String stack,
            String region,
            @Nullable String account,
            SamSettings settings,
            Map<String, String> parameters,
            List<String> samOptions,
            boolean asking) {
        public DeployRequest {
            parameters = Map.copyOf(parameters);
            samOptions = List.copyOf(samOptions);
        }
    }

    /// What became of the stack.
    public enum Change {
        CREATED,
        UPDATED,
        /// All was as it shall be.
        NONE,
        /// AWS SAM was told not to make the changes.
        NOT_MADE
    }

    /// What came of a deploy.
    ///
    /// @param bucket the bucket of artifacts
    /// @param job the Spark job's files in it
    public record Result(Change change, String account, String bucket, JobArtifacts.Keys job) {}

    private final Checkout checkout;
    private final Aws aws;
    private final SamCli sam;
    private final FunctionsBuild functions;
    private final StartProgress progress;

    public AccountDeployment(Checkout checkout, Aws aws, SamCli sam, FunctionsBuild functions, StartProgress progress) {
        this.checkout = checkout;
        this.aws = aws;
        this.sam = sam;
        this.functions = functions;
        this.progress = progress;
    }

    public Result deploy(DeployRequest wish) {
        GetCallerIdentityResponse caller = caller(wish);
        String account = caller.account();
        CloudFormationClient cloudFormation = aws.client(CloudFormationClient.builder());
        var stacks = new CloudStacks(cloudFormation);
        var before = stacks.find(wish.stack());
        Map<String, String> given = given(wish);
        Map<String, String> known = before.map(CloudStacks::parameters).orElse(Map.of());
        Path template = HomeLock.inTurn(checkout.home(), progress, () -> build(given, known));
        var parameters = new TemplateParameters(LocalTemplate.read(template));
        progress.step("Asking AWS whether the stack can be as it is wanted");
        check(template, wish, caller, known, parameters.values(given, known));
        progress.step("Making the bucket of artifacts (stack %s)".formatted(ArtifactsStack.name(wish.stack())));
        String bucket = new ArtifactsStack(cloudFormation, wish.stack()).deploy(checkout);
        progress.step("Uploading the Spark job's files, unless they are there");
        JobArtifacts.Keys job = upload(bucket);
        given.putAll(Map.of(BUCKET, bucket, JAR, job.jar(), SCRIPT, job.script()));
        Path settled = FunctionSettings.write(template, parameters.values(given, known));
        String said = "";
        for (Map<String, String> round : rounds(before.isEmpty(), given)) {
            said = deploy(settled, wish, bucket, round);
            if (stacks.find(wish.stack()).isEmpty()) {
                break;
            }
        }
        var after = stacks.find(wish.stack());
        return new Result(
                change(before.map(CloudStacks::mark), after.map(CloudStacks::mark), said), account, bucket, job);
    }

    /// Protected from deletion, what a failed creation has made could not be taken back. So a new stack is made without
    /// the protection first, and gets it when it is there.
    ///
    /// @return the parameters of each `sam deploy`, in turn
    static List<Map<String, String>> rounds(boolean isNew, Map<String, String> given) {
        if (!isNew || !"true".equals(given.get(PROTECTION))) {
            return List.of(given);
        }
        var unprotected = new LinkedHashMap<>(given);
        unprotected.put(PROTECTION, "false");
        return List.of(unprotected, given);
    }

    /// What CloudFormation would find out only when much is made already.
    private void check(
            Path template,
            DeployRequest wish,
            GetCallerIdentityResponse caller,
            Map<String, String> known,
            Map<String, String> values) {
        try (S3Client s3 = aws.client(S3Client.builder());
                GlueClient glue = aws.client(GlueClient.builder());
                SfnClient sfn = aws.client(SfnClient.builder())) {
            var names = new NameCheck(s3, glue, wish.stack());
            if (known.isEmpty()) {
                names.landingBucketIsFree(landingBucket(wish, caller.account()));
            }
            names.databasesAreFree(values.getOrDefault(DATABASE, ""), known.get(DATABASE));
            String partition = caller.arn().split(":", -1)[1];
            new StateMachineCheck(
                            sfn, new StateMachineCheck.Place(partition, wish.region(), caller.account()), progress)
                    .check(LocalTemplate.read(template), template.resolveSibling(""), values);
        }
    }

    /// The parameters of the settings and, above them, those of the command line.
    private static Map<String, String> given(DeployRequest wish) {
        for (String name : List.of(BUCKET, JAR, SCRIPT)) {
            if (wish.parameters().containsKey(name)) {
                throw new UserError("The deploy itself decides %s; leave it out".formatted(name));
            }
        }
        Map<String, String> given = wish.settings().parameters();
        given.putAll(wish.parameters());
        return given;
    }

    private String deploy(Path template, DeployRequest wish, String bucket, Map<String, String> parameters) {
        progress.step("Deploying the stack %s (sam deploy)".formatted(wish.stack()));
        Path settings = checkout.home().made("deploy").resolve("settings.yaml");
        wish.settings().write(settings, wish.stack(), wish.region(), bucket, parameters);
        return sam.deploy(template, settings, wish.samOptions(), wish.asking());
    }

    private static String landingBucket(DeployRequest wish, String account) {
        return "%s-landing-%s-%s".formatted(wish.stack(), account, wish.region());
    }

    private GetCallerIdentityResponse caller(DeployRequest wish) {
        GetCallerIdentityResponse caller = aws.client(StsClient.builder()).getCallerIdentity();
        String account = caller.account();
        progress.step("Deploying into account %s, region %s, as %s".formatted(account, wish.region(), caller.arn()));
        if (wish.account() != null && !wish.account().equals(account)) {
            throw new UserError("These credentials are of account %s, and not of %s. Is AWS_PROFILE another one's?"
                    .formatted(account, wish.account()));
        }
        String longest = landingBucket(wish, account);
        if (longest.length() > LONGEST_BUCKET) {
            throw new UserError("The stack's name %s is %d characters too long: its landing bucket is to be called %s"
                    .formatted(wish.stack(), longest.length() - LONGEST_BUCKET, longest));
        }
        return caller;
    }

    /// Nothing is made in the account before everything is built.
    ///
    /// @return the template to be deployed
    private Path build(Map<String, String> given, Map<String, String> known) {
        progress.step("Building the functions (sam build)");
        Path template = functions.build(given.getOrDefault("Architecture", known.get("Architecture")));
        var parameters = new TemplateParameters(LocalTemplate.read(template));
        parameters.check(given, known.keySet());
        progress.step("Building the Spark job (make spark)");
        sam.buildJob();
        return template;
    }

    private JobArtifacts.Keys upload(String bucket) {
        try (S3Client s3 = aws.client(S3Client.builder())) {
            return new JobArtifacts(checkout.root()).upload(s3, bucket);
        }
    }

    private static Change change(Optional<String> before, Optional<String> after, String said) {
        if (!before.equals(after)) {
            return before.isEmpty() ? Change.CREATED : Change.UPDATED;
        }
        return said.contains("No changes to deploy") ? Change.NONE : Change.NOT_MADE;
    }
}
