package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.stack.Stack;
import dev.millrace.testing.Template;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// What travels and what rests in the deployed stack is encrypted. The local cloud keeps no encryption settings of
/// buckets, topics and tables; of those the template is checked.
@ExtendWith(TestCloud.Extension.class)
class EncryptionIT {
    private static final Template TEMPLATE = Template.read();
    private static final String PROTOCOL = "X-Forwarded-Proto";

    private final TestCloud cloud;
    private final Stack stack;

    EncryptionIT(TestCloud cloud) {
        this.cloud = cloud;
        this.stack = cloud.stack();
    }

    @Test
    void queuesAreEncryptedWithTheKey() {
        SqsClient sqs = cloud.access().client(SqsClient.builder());
        String key = stack.physicalId("Key");

        assertThat(TEMPLATE.ofType("AWS::SQS::Queue").keySet())
                .isNotEmpty()
                .allSatisfy(queue -> assertThat(sqs.getQueueAttributes(g -> g.queueUrl(stack.physicalId(queue))
                                        .attributeNames(QueueAttributeName.KMS_MASTER_KEY_ID))
                                .attributes())
                        .containsEntry(QueueAttributeName.KMS_MASTER_KEY_ID, key));
    }

    @Test
    void logsAreEncryptedWithTheKey() {
        CloudWatchLogsClient logs = cloud.access().client(CloudWatchLogsClient.builder());

        assertThat(Stream.of("/millrace/%s/", "/aws/vendedlogs/states/millrace/%s/")
                        .map(prefix -> prefix.formatted(stack.name()))
                        .flatMap(prefix ->
                                logs
                                        .describeLogGroupsPaginator(d -> d.logGroupNamePrefix(prefix))
                                        .logGroups()
                                        .stream()))
                .hasSameSizeAs(TEMPLATE.ofType("AWS::Logs::LogGroup").keySet())
                .extracting(LogGroup::kmsKeyId)
                .allSatisfy(key -> assertThat(key).endsWith(":key/" + stack.physicalId("Key")));
    }

    /// The server speaks TLS only, so a request that claims to have come over HTTP to a proxy stands for one.
    @Test
    void aFunctionsRoleIsRefusedOverPlainHttpWhatItMayDoOverTls() {
        // A folder's marker stays where it is; a file that no contract matches would be moved away meanwhile.
        ObjectVersion object = cloud.put("roles/plain-http/", "");
        S3Client s3 = cloud.access().client(S3Client.builder(), credentials("StartIngestion"));
        SqsClient sqs = cloud.access().client(SqsClient.builder(), credentials("StartIngestion"));
        SnsClient sns = cloud.access().client(SnsClient.builder(), credentials("NotifyOwners"));
        String queue = stack.output("IngestionQueue");
        String topic = stack.output("NoticesTopic");

        refusesOverHttp(proxy -> s3.headObject(h -> h.bucket(object.bucket())
                .key(object.key())
                .versionId(object.versionId())
                .overrideConfiguration(o -> o.putHeader(PROTOCOL, proxy))));
        refusesOverHttp(proxy -> sqs.getQueueAttributes(
                g -> g.queueUrl(queue).overrideConfiguration(o -> o.putHeader(PROTOCOL, proxy))));
        refusesOverHttp(proxy -> sns.publish(p ->
                p.topicArn(topic).message("A test of TLS").overrideConfiguration(o -> o.putHeader(PROTOCOL, proxy))));
    }

    /// A request that came to a proxy over a protocol.
    @FunctionalInterface
    private interface Request {
        void send(String protocol);
    }

    private static void refusesOverHttp(Request request) {
        assertThatCode(() -> request.send("https")).doesNotThrowAnyException();
        assertThatThrownBy(() -> request.send("http"))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(403));
    }

    private AwsCredentialsProvider credentials(String function) {
        Credentials taken = cloud.access()
                .client(StsClient.builder())
                .assumeRole(a -> a.roleArn(role(function)).roleSessionName("encryption-it"))
                .credentials();
        return StaticCredentialsProvider.create(
                AwsSessionCredentials.create(taken.accessKeyId(), taken.secretAccessKey(), taken.sessionToken()));
    }

    private String role(String function) {
        String role = stack.physicalId(function + "Role");
        return cloud.access()
                .client(IamClient.builder())
                .getRole(g -> g.roleName(role))
                .role()
                .arn();
    }
}
