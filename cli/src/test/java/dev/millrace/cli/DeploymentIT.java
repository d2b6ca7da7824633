package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.base.json.Json;
import dev.millrace.cli.stack.Functions;
import dev.millrace.local.UserError;
import dev.millrace.local.cloud.Deployment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What stands in the local cloud, and that its rules hold as on AWS.
@ExtendWith(TestCloud.Extension.class)
class DeploymentIT {
    /// An empty value, as AWS SAM wants it on its command line.
    private static final String NONE = "\"\"";

    private final TestCloud cloud;

    DeploymentIT(TestCloud cloud) {
        this.cloud = cloud;
    }

    @Test
    void deploysNothingWhenNothingHasChanged() {
        assertThat(cloud.deployment().update(what -> {})).isFalse();
    }

    @Test
    void marksEachVersionOfAFunctionByTheSettingsItWasDeployedWith() {
        assertThat(cloud.access()
                        .client(LambdaClient.builder())
                        .getFunctionConfiguration(
                                g -> g.functionName(cloud.stack().physicalId("StartBatchesFunction"))
                                        .qualifier(Functions.ALIAS))
                        .environment()
                        .variables())
                .hasEntrySatisfying(
                        "MILLRACE_SETTINGS", literal -> assertThat(literal).matches("[0-9a-f]{64}"));
    }

    /// The same checkout, first without batches, as `up` and `demo` deploy it, and then with them.
    @Test
    void batchesThatComeLaterReachTheFunctions() {
        var without = new Deployment(
                cloud.checkout(),
                cloud.home(),
                cloud.access(),
                Map.of("MaxLambdaMegabytes", "1", "ArtifactsBucket", NONE, "SparkJar", NONE, "SparkScript", NONE));
        try {
            assertThat(without.update(what -> {})).isTrue();
            assertThatThrownBy(this::startBatches)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("./millrace up --batches");
        } finally {
            cloud.deployment().runBatches(what -> {});
            assertThat(cloud.deployment().update(what -> {})).isTrue();
        }
        assertThatCode(this::startBatches).doesNotThrowAnyException();
    }

    private void startBatches() {
        cloud.invoke("start-batches", Json.MAPPER.createObjectNode().put("cadence", "monthly"));
    }

    /// The server speaks TLS only, so a request that claims to have come over HTTP to a proxy stands for one.
    @ParameterizedTest
    @ValueSource(strings = {"LandingBucket", "FailedBucket", "LakeBucket", "ContractsBucket", "LogsBucket"})
    void refusesPlainHttpByTheBucketsPolicy(String output) {
        S3Client s3 = cloud.access().client(S3Client.builder(), user());
        String bucket = cloud.stack().output(output);
        assertThatCode(() -> s3.getBucketVersioning(g -> g.bucket(bucket))).doesNotThrowAnyException();
        assertThatThrownBy(() -> s3.getBucketVersioning(
                        g -> g.bucket(bucket).overrideConfiguration(o -> o.putHeader("X-Forwarded-Proto", "http"))))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(403));
    }

    /// Somebody who may do everything with S3, and who is not the administrator: to him policies do not apply.
    private AwsCredentialsProvider user() {
        IamClient iam = cloud.access().client(IamClient.builder());
        String name = "user-" + UUID.randomUUID();
        iam.createUser(u -> u.userName(name));
        iam.putUserPolicy(p -> p.userName(name).policyName("s3").policyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
                        """));
        AccessKey key = iam.createAccessKey(k -> k.userName(name)).accessKey();
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }

    @Test
    void speaksNoPlainHttp() {
        URI plain = URI.create("http://127.0.0.1:" + cloud.access().endpoint().getPort() + "/_ministack/health");
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() ->
                            client.send(HttpRequest.newBuilder(plain).build(), HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }
}
