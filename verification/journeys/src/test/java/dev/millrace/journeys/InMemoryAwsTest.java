package dev.millrace.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.Behaviour;
import dev.millrace.testing.aws.CatalogBehaviour;
import dev.millrace.testing.aws.CrawlerBehaviour;
import dev.millrace.testing.aws.EmrServerlessBehaviour;
import dev.millrace.testing.aws.GlueJobBehaviour;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.InMemoryStepFunctions.Execution;
import dev.millrace.testing.aws.InMemoryTopics.Published;
import dev.millrace.testing.aws.S3Behaviour;
import dev.millrace.testing.aws.StepFunctionsBehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;

/// The services in memory do what AWS does, under the SDK's real clients. The local cloud is held to the same
/// behaviours.
class InMemoryAwsTest {
    private final SettableClock clock = new SettableClock();
    private final InMemoryAws aws = new InMemoryAws(clock);

    @AfterEach
    void close() {
        aws.close();
    }

    @TestFactory
    Stream<DynamicTest> s3() {
        return S3Behaviour.of(aws.client(S3Client.builder()), "a-bucket").map(Behaviour::inMemory);
    }

    @TestFactory
    Stream<DynamicTest> s3ByPath() {
        return S3Behaviour.of(aws.client(S3Client.builder().forcePathStyle(true)), "a-bucket")
                .map(Behaviour::inMemory);
    }

    @TestFactory
    Stream<DynamicTest> stepFunctions() {
        return StepFunctionsBehaviour.of(
                        aws.client(SfnClient.builder()),
                        aws.stepFunctions().machine("a-machine"),
                        arn -> aws.stepFunctions().succeed(arn, "{}"))
                .map(Behaviour::inMemory);
    }

    @TestFactory
    Stream<DynamicTest> catalog() {
        aws.catalog().database("a-database");
        return CatalogBehaviour.of(aws.client(GlueClient.builder()), "a-database")
                .map(Behaviour::inMemory);
    }

    @TestFactory
    Stream<DynamicTest> crawlers() {
        var place = new CrawlerBehaviour.Place() {
            @Override
            public String role() {
                return "arn:aws:iam::111122223333:role/crawler";
            }

            @Override
            public String database() {
                return "a-database";
            }

            @Override
            public String target() {
                return "s3://a-bucket/staging/orders/";
            }

            @Override
            public void finish(String crawler) {
                aws.crawlers().end(crawler, "SUCCEEDED");
            }
        };
        return CrawlerBehaviour.of(aws.client(GlueClient.builder()), place).map(Behaviour::inMemory);
    }

    @TestFactory
    Stream<DynamicTest> glueJobs() {
        return GlueJobBehaviour.of(
                        aws.client(GlueClient.builder()),
                        aws.glueJobs().job("a-job", 2),
                        run -> aws.glueJobs().move(run, "SUCCEEDED", null))
                .map(Behaviour::inMemory);
    }

    @TestFactory
    Stream<DynamicTest> emrServerless() {
        StartJobRunRequest request = StartJobRunRequest.builder()
                .applicationId(aws.emrServerless().application("00f1982r1uukb925"))
                .executionRoleArn("arn:aws:iam::111122223333:role/job")
                .jobDriver(d -> d.sparkSubmit(s -> s.entryPoint("s3://code/job.py")
                        .entryPointArguments("--manifest", "s3://b/m.json")
                        .sparkSubmitParameters("--jars s3://code/job.jar")))
                .configurationOverrides(
                        c -> c.monitoringConfiguration(m -> m.s3MonitoringConfiguration(s -> s.logUri("s3://logs/"))))
                .build();
        return EmrServerlessBehaviour.of(
                        aws.client(EmrServerlessClient.builder()),
                        request,
                        run -> aws.emrServerless().move(run, "SUCCESS", ""))
                .map(Behaviour::inMemory);
    }

    @Test
    void refusesWhatIsNotBuiltInsteadOfLeavingItOut() {
        try (S3Client s3 = aws.client(S3Client.builder())) {
            assertThatThrownBy(() -> s3.putObject(
                            p -> p.bucket("b").key("k").storageClass("GLACIER"), RequestBody.fromString("one")))
                    .isInstanceOf(S3Exception.class)
                    .hasMessageContaining("StorageClass");
            assertThatThrownBy(() -> s3.listBuckets()).isInstanceOf(S3Exception.class);
        }
    }

    @Test
    void freesAnExecutionsNameAfterNinetyDays() {
        String machine = aws.stepFunctions().machine("a-machine");
        try (SfnClient sfn = aws.client(SfnClient.builder())) {
            String arn = sfn.startExecution(s -> s.stateMachineArn(machine).name("a"))
                    .executionArn();
            aws.stepFunctions().fail(arn, "An.Error", "a cause");
            clock.pass(Duration.ofDays(90).minusSeconds(1));
            assertThatThrownBy(() ->
                            sfn.startExecution(s -> s.stateMachineArn(machine).name("a")))
                    .isInstanceOf(ExecutionAlreadyExistsException.class);

            clock.pass(Duration.ofSeconds(1));

            assertThat(sfn.startExecution(s -> s.stateMachineArn(machine).name("a"))
                            .executionArn())
                    .isEqualTo(arn);
            assertThat(sfn.describeExecution(d -> d.executionArn(arn)).statusAsString())
                    .isEqualTo("RUNNING");
        }
    }

    @Test
    void tellsListenersOfEachExecutionThatStarts() {
        String machine = aws.stepFunctions().machine("a-machine");
        var heard = new ArrayList<Execution>();
        aws.stepFunctions().onStart(heard::add);
        try (SfnClient sfn = aws.client(SfnClient.builder())) {
            sfn.startExecution(s -> s.stateMachineArn(machine).name("a").input("{\"b\":1}"));
            sfn.startExecution(s -> s.stateMachineArn(machine).name("a").input("{\"b\":1}"));
        }

        assertThat(heard).extracting(Execution::name, Execution::input).containsExactly(tuple("a", "{\"b\":1}"));
    }

    @Test
    void keepsWhatIsPublished() {
        String topic = aws.topics().topic("notices");
        try (SnsClient sns = aws.client(SnsClient.builder())) {
            sns.publish(p -> p.topicArn(topic)
                    .subject("A file & more")
                    .message("Größe: 100 %\n+1")
                    .messageAttributes(Map.of(
                            "kind",
                            MessageAttributeValue.builder()
                                    .dataType("String")
                                    .stringValue("REJECTED")
                                    .build())));
        }

        assertThat(aws.topics().published())
                .containsExactly(new Published(topic, "A file & more", "Größe: 100 %\n+1", Map.of("kind", "REJECTED")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "ü", " begins with a space"})
    void publishesNoSubjectThatAMailCannotHave(String subject) {
        String topic = aws.topics().topic("notices");
        try (SnsClient sns = aws.client(SnsClient.builder())) {
            assertThatThrownBy(() ->
                            sns.publish(p -> p.topicArn(topic).subject(subject).message("text")))
                    .isInstanceOf(InvalidParameterException.class);
        }
        assertThat(aws.topics().published()).isEmpty();
    }

    @Test
    void publishesNothingToATopicThatIsNotThere() {
        try (SnsClient sns = aws.client(SnsClient.builder())) {
            assertThatThrownBy(() -> sns.publish(p -> p.topicArn("arn:aws:sns:eu-central-1:111122223333:none")
                            .message("text")))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void keepsTheAuditTableOfEachAccountApart() {
        Map<String, AttributeValue> item =
                Map.of("dataset", AttributeValue.fromS("d"), "object", AttributeValue.fromS("o"));
        try (var other = new InMemoryAws(clock);
                DynamoDbClient ours = aws.client(DynamoDbClient.builder());
                DynamoDbClient theirs = other.client(DynamoDbClient.builder())) {
            ours.putItem(p -> p.tableName(aws.auditTable()).item(item));

            assertThat(ours.scan(s -> s.tableName(aws.auditTable())).items()).containsExactly(item);
            assertThat(theirs.scan(s -> s.tableName(other.auditTable())).items())
                    .isEmpty();
        }
    }

    @Test
    void refusesAWriteWhoseConditionDoesNotHold() {
        Map<String, AttributeValue> item =
                Map.of("dataset", AttributeValue.fromS("d"), "object", AttributeValue.fromS("o"));
        try (DynamoDbClient dynamo = aws.client(DynamoDbClient.builder())) {
            dynamo.putItem(p -> p.tableName(aws.auditTable()).item(item));

            assertThatThrownBy(() -> dynamo.putItem(p -> p.tableName(aws.auditTable())
                            .item(item)
                            .conditionExpression("attribute_not_exists(dataset)")))
                    .isInstanceOf(ConditionalCheckFailedException.class);
            TransactWriteItem put = TransactWriteItem.builder()
                    .put(p -> p.tableName(aws.auditTable())
                            .item(item)
                            .conditionExpression("attribute_not_exists(dataset)"))
                    .build();
            assertThatThrownBy(() -> dynamo.transactWriteItems(t -> t.transactItems(put)))
                    .isInstanceOfSatisfying(
                            TransactionCanceledException.class,
                            e -> assertThat(e.cancellationReasons())
                                    .extracting(r -> r.code())
                                    .isEqualTo(List.of("ConditionalCheckFailed")));
        }
    }
}
