package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.cli.deploy.AccountDeployment;
import dev.millrace.cli.deploy.AccountDeployment.Change;
import dev.millrace.cli.deploy.AccountDeployment.DeployRequest;
import dev.millrace.cli.deploy.AccountDeployment.FunctionsBuild;
import dev.millrace.cli.deploy.AccountDeployment.Result;
import dev.millrace.cli.deploy.ArtifactsStack;
import dev.millrace.cli.deploy.DeployAdvice;
import dev.millrace.cli.deploy.SamCli;
import dev.millrace.cli.deploy.SamSettings;
import dev.millrace.cli.stack.Aws;
import dev.millrace.cli.stack.CloudStacks;
import dev.millrace.cli.stack.FunctionName;
import dev.millrace.cli.stack.Functions;
import dev.millrace.cli.stack.Stack;
import dev.millrace.local.Access;
import dev.millrace.local.Checkout;
import dev.millrace.local.UserError;
import dev.millrace.local.cloud.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.sts.StsClient;

/// What `./millrace deploy` does in an account, done in the local cloud: the real stack of artifacts, real uploads,
/// and a real `sam deploy` of the whole template beside the stack at home. Only what the local cloud cannot do is
/// otherwise, as at home: the functions' runtime, and what stands behind the template's condition `InAccount`.
@ExtendWith(TestCloud.Extension.class)
class DeployIT {
    private static final String STACK = "deployed";
    /// No test makes it, so nothing of it stays in the way of another.
    private static final String NEVER_MADE = "never-made";
    private static final String REFUSED = "refused";
    private static final Map<String, String> PARAMETERS = Map.of(
            "NoticeEmail", "owner@example.org",
            "Architecture", Deployment.architecture(),
            "CatalogDatabase", "deployed",
            "DailyBatches", "cron(30 3 * * ? *)",
            "LocalCloud", "true");

    private final TestCloud cloud;
    private final Aws aws;
    private final SamCli sam;
    private final CloudFormationClient cloudFormation;

    DeployIT(TestCloud cloud) {
        this.cloud = cloud;
        this.aws = new Aws.Local(cloud.access());
        this.sam = new SamCli(cloud.checkout(), aws);
        this.cloudFormation = cloud.access().client(CloudFormationClient.builder());
    }

    @AfterEach
    void delete() {
        List.of(STACK, ArtifactsStack.name(STACK), ArtifactsStack.name(REFUSED)).forEach(name -> {
            cloudFormation.deleteStack(d -> d.stackName(name));
            cloudFormation.waiter().waitUntilStackDeleteComplete(w -> w.stackName(name));
        });
    }

    @Test
    void deploysTheWholeReadyForBatchesAndTheSecondTimeNothing() {
        Result first = deploy(PARAMETERS);

        assertThat(first.change()).isEqualTo(Change.CREATED);
        assertThat(parameters())
                .containsAllEntriesOf(PARAMETERS)
                .containsEntry("ArtifactsBucket", first.bucket())
                .containsEntry("SparkJar", first.job().jar())
                .containsEntry("SparkScript", first.job().script());
        Stack stack = new Stack(aws, STACK);
        assertThat(stack.physicalId("SparkJob")).isEqualTo("deployed-spark");
        assertThat(new DeployAdvice(stack, Access.REGION.id(), first).lines())
                .contains("  files land in   s3://" + stack.output("LandingBucket"))
                .anyMatch(line ->
                        line.contains("./millrace --stack deployed --region " + Access.REGION.id() + " contract apply"))
                .anyMatch(line -> line.contains("confirm the subscription"));
        isVersionedAndHoldsTheJob(first);
        List<ObjectVersion> uploaded = uploaded(first.bucket());

        // Parameters keep their values when they are not given again.
        Result second = deploy(Map.of());

        assertThat(second).isEqualTo(new Result(Change.NONE, first.account(), first.bucket(), first.job()));
        assertThat(uploaded(first.bucket())).isEqualTo(uploaded);
        assertThat(parameters()).containsAllEntriesOf(PARAMETERS);

        // Parameters reach the functions after the first deploy, too.
        deployWithoutBatches();
        assertThatThrownBy(() -> startBatches(stack))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("without the files of its Spark job");

        assertThat(deploy(Map.of("NoticeWindowMinutes", "7")).change()).isEqualTo(Change.UPDATED);
        startBatches(stack);
        assertThat(settings(stack, "NotifyOwnersFunction")).containsEntry("NOTICE_WINDOW_MINUTES", "7");

        // What stays of a deleted stack is in the way of the next one, and named before anything is made.
        delete();
        assertThatThrownBy(() -> deploy(STACK, null, PARAMETERS, this::ready))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no stack deployed, but its landing bucket deployed-landing-");
    }

    /// By AWS SAM alone.
    private void deployWithoutBatches() {
        Path settings = cloud.home().made("deploy").resolve("alone.yaml");
        SamSettings.read(cloud.checkout(), "default")
                .write(
                        settings,
                        STACK,
                        Access.REGION.id(),
                        ArtifactsStack.name(STACK) + "-alone",
                        Map.of("ArtifactsBucket", "", "SparkJar", "", "SparkScript", ""));
        cloud.access().client(S3Client.builder()).createBucket(b -> b.bucket(ArtifactsStack.name(STACK) + "-alone"));
        sam.deploy(ready(null), settings, List.of(), false);
    }

    private static void startBatches(Stack stack) {
        new Functions(stack, remark -> {})
                .invoke(
                        FunctionName.of("start-batches"),
                        Json.MAPPER.createObjectNode().put("cadence", "daily").put("time", "2026-11-21T02:00:00Z"));
    }

    /// The environment of a function as its callers find it.
    private Map<String, String> settings(Stack stack, String function) {
        return cloud.access()
                .client(LambdaClient.builder())
                .getFunctionConfiguration(
                        g -> g.functionName(stack.physicalId(function)).qualifier(Functions.ALIAS))
                .environment()
                .variables();
    }

    @Test
    void makesNothingInTheAccountBeforeEverythingIsRight() {
        String account = aws.client(StsClient.builder()).getCallerIdentity().account();

        assertThatThrownBy(() -> deploy(NEVER_MADE, "999999999999", PARAMETERS, this::ready))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("of account " + account + ", and not of 999999999999");
        assertThatThrownBy(() -> deploy("a-name-that-is-much-too-long-for-buckets", null, PARAMETERS, this::ready))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("characters too long");
        assertThatThrownBy(() -> deploy(NEVER_MADE, null, Map.of("SparkJar", "mine.jar"), this::ready))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("leave it out");
        assertThatThrownBy(() -> deploy(
                        NEVER_MADE, null, Map.of("NoticeEmail", "a@x.org", "NoticeMail", "b@x.org"), this::ready))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no parameter NoticeMail");
        assertThatThrownBy(() -> deploy(NEVER_MADE, null, Map.of(), this::ready))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--parameter NoticeEmail=");
        assertThatThrownBy(() -> deploy(NEVER_MADE, null, Map.of("NoticeEmail", "a@x.org"), this::ready))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("The Glue database millrace (\"The lake of the stack millrace: ");
        assertThat(new CloudStacks(cloudFormation).find(ArtifactsStack.name(NEVER_MADE)))
                .isEmpty();
    }

    @Test
    void saysWhatSamSaidWhenItFails() {
        var parameters = new HashMap<>(PARAMETERS);
        parameters.put("CatalogDatabase", "refused");
        assertThatThrownBy(() -> deploy(REFUSED, null, parameters, this::ready, "--no-such-option"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'sam deploy' failed")
                .hasMessageContaining("deploy-sam.log")
                .hasMessageContaining("No such option");
    }

    @Test
    void leavesAStrangersStackOfTheSameNameAlone() {
        ObjectNode template = Json.MAPPER.createObjectNode().put("Description", "Somebody else's");
        template.putObject("Resources").putObject("Queue").put("Type", "AWS::SQS::Queue");
        String name = ArtifactsStack.name(STACK);
        cloudFormation.createStack(c -> c.stackName(name).templateBody(template.toString()));
        cloudFormation.waiter().waitUntilStackCreateComplete(w -> w.stackName(name));

        assertThatThrownBy(() -> new ArtifactsStack(cloudFormation, STACK).deploy(cloud.checkout()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("which Millrace did not make");
        assertThat(cloudFormation.describeStackResources(d -> d.stackName(name)).stackResources())
                .singleElement()
                .satisfies(resource -> assertThat(resource.logicalResourceId()).isEqualTo("Queue"));
    }

    private Result deploy(Map<String, String> parameters) {
        return deploy(STACK, null, parameters, this::build);
    }

    private Result deploy(
            String stack,
            @Nullable String account,
            Map<String, String> parameters,
            FunctionsBuild functions,
            String... samOptions) {
        SamSettings settings = SamSettings.read(cloud.checkout(), "default");
        return new AccountDeployment(cloud.checkout(), aws, sam, functions, what -> {})
                .deploy(new DeployRequest(
                        stack, Access.REGION.id(), account, settings, parameters, List.of(samOptions), false));
    }

    private Path build(@Nullable String architecture) {
        Path folder = cloud.home().made("account");
        assertThat(sam.build(folder, architecture)).isEqualTo(folder.resolve(Checkout.TEMPLATE));
        return Deployment.forHome(folder);
    }

    /// What another test has built, if any did: building takes long.
    private Path ready(@Nullable String architecture) {
        Path folder = cloud.home().made("account");
        return Files.exists(folder.resolve(Checkout.TEMPLATE)) ? Deployment.forHome(folder) : build(architecture);
    }

    private Map<String, String> parameters() {
        return CloudStacks.parameters(
                new CloudStacks(cloudFormation).find(STACK).orElseThrow());
    }

    private void isVersionedAndHoldsTheJob(Result result) {
        S3Client s3 = cloud.access().client(S3Client.builder());
        assertThat(s3.getBucketVersioning(g -> g.bucket(result.bucket())).status())
                .isEqualTo(BucketVersioningStatus.ENABLED);
        assertThat(uploaded(result.bucket()).stream().map(ObjectVersion::key).filter(key -> key.startsWith("spark/")))
                .containsExactlyInAnyOrder(result.job().jar(), result.job().script());
        assertThat(List.of(result.job().jar(), result.job().script()))
                .allSatisfy(key -> assertThat(key).matches("spark/[0-9a-f]{64}/millrace[-_](spark\\.jar|job\\.py)"));
    }

    private List<ObjectVersion> uploaded(String bucket) {
        return cloud
                .access()
                .client(S3Client.builder())
                .listObjectVersionsPaginator(l -> l.bucket(bucket))
                .versions()
                .stream()
                .toList();
    }
}
