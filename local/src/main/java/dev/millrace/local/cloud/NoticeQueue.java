package dev.millrace.local.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.local.Access;
import dev.millrace.local.UserError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// A queue that the harness subscribes to the stack's topic, since the local cloud sends no mails: what stands in it
/// was really published by the functions under their own roles.
public final class NoticeQueue {
    /// Name of the queue, which is no part of the template.
    public static final String NAME = "millrace-local-notices";

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int BATCH = 10;
    private static final int HIDDEN_SECONDS = 10;

    private NoticeQueue() {}

    static void subscribe(Access access, String stack) {
        try (CloudFormationClient cloudFormation = access.client(CloudFormationClient.builder());
                SqsClient sqs = access.client(SqsClient.builder());
                SnsClient sns = access.client(SnsClient.builder())) {
            String topic = cloudFormation.describeStacks(d -> d.stackName(stack)).stacks().getFirst().outputs().stream()
                    .filter(output -> output.outputKey().equals("NoticesTopic"))
                    .findFirst()
                    .orElseThrow(() -> new UserError("The stack %s has no output NoticesTopic".formatted(stack)))
                    .outputValue();
            String url = sqs.createQueue(q -> q.queueName(NAME)).queueUrl();
            String arn = Objects.requireNonNull(
                    sqs.getQueueAttributes(g -> g.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                            .attributes()
                            .get(QueueAttributeName.QUEUE_ARN));
            sqs.setQueueAttributes(
                    s -> s.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, mayBeSentTo(arn, topic))));
            sns.subscribe(s -> s.topicArn(topic).protocol("sqs").endpoint(arn));
        }
    }

    /// The notices so far, oldest first; they stay in the queue.
    public static List<SentNotice> read(Access access) {
        try (SqsClient sqs = access.client(SqsClient.builder())) {
            String url = sqs.getQueueUrl(g -> g.queueName(NAME)).queueUrl();
            List<Message> all = new ArrayList<>();
            List<Message> some;
            do {
                some = sqs.receiveMessage(r -> r.queueUrl(url)
                                .maxNumberOfMessages(BATCH)
                                .visibilityTimeout(HIDDEN_SECONDS)
                                .waitTimeSeconds(0))
                        .messages();
                all.addAll(some);
            } while (!some.isEmpty());
            all.forEach(message -> sqs.changeMessageVisibility(
                    c -> c.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0)));
            return all.stream()
                    .map(Message::body)
                    .map(NoticeQueue::notice)
                    .sorted(Comparator.comparing(SentNotice::at))
                    .toList();
        }
    }

    private static SentNotice notice(String body) {
        try {
            JsonNode envelope = JSON.readTree(body);
            return new SentNotice(
                    Instant.parse(envelope.path("Timestamp").asText()),
                    envelope.path("Subject").asText(""),
                    envelope.path("Message").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message in " + NAME + " is not from SNS", e);
        }
    }

    private static String mayBeSentTo(String queue, String topic) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
                 "Action": "sqs:SendMessage", "Resource": "%s", "Condition": {"ArnEquals": {"aws:SourceArn": "%s"}}}]}
                """.formatted(queue, topic);
    }
}
