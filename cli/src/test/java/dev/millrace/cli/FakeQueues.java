package dev.millrace.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// Queues in memory: what is received is hidden until it is shown again or deleted.
public final class FakeQueues implements SqsClient {
    private final Map<String, List<Message>> queues = new LinkedHashMap<>();
    private final List<String> hidden = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private @Nullable String failing;
    private int failingIn;
    private @Nullable String backTo;
    private int count;

    /// Lets the so-manieth next request of an operation fail.
    public void failAt(String operation, int number) {
        failing = operation;
        failingIn = number;
    }

    /// Whatever is sent to another queue comes to this one, as if nobody there could take it.
    public void sendBackTo(String queue) {
        backTo = queue;
    }

    public List<String> requests() {
        return requests;
    }

    /// The bodies of a queue's messages, hidden or not.
    public List<String> bodies(String queue) {
        return of(queue).stream().map(Message::body).toList();
    }

    /// The bodies of those that can be received.
    public List<String> visible(String queue) {
        return of(queue).stream()
                .filter(m -> !hidden.contains(m.messageId()))
                .map(Message::body)
                .toList();
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        arrived("SendMessage", request.queueUrl());
        count++;
        Message message = Message.builder()
                .messageId("id-" + count)
                .receiptHandle("id-" + count)
                .body(request.messageBody())
                .attributes(Map.of(MessageSystemAttributeName.SENT_TIMESTAMP, "1795255200000"))
                .build();
        of(backTo == null ? request.queueUrl() : backTo).add(message);
        return SendMessageResponse.builder().messageId(message.messageId()).build();
    }

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        arrived("ReceiveMessage", request.queueUrl());
        List<Message> messages = of(request.queueUrl()).stream()
                .filter(m -> !hidden.contains(m.messageId()))
                .limit(request.maxNumberOfMessages())
                .toList();
        messages.forEach(m -> hidden.add(m.messageId()));
        return ReceiveMessageResponse.builder().messages(messages).build();
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
        arrived("DeleteMessage", request.queueUrl());
        of(request.queueUrl()).removeIf(m -> m.receiptHandle().equals(request.receiptHandle()));
        return DeleteMessageResponse.builder().build();
    }

    @Override
    public ChangeMessageVisibilityResponse changeMessageVisibility(ChangeMessageVisibilityRequest request) {
        arrived("ChangeMessageVisibility", request.queueUrl());
        if (request.visibilityTimeout() == 0) {
            hidden.remove(request.receiptHandle());
        }
        return ChangeMessageVisibilityResponse.builder().build();
    }

    private List<Message> of(String queue) {
        return queues.computeIfAbsent(queue, q -> new ArrayList<>());
    }

    private void arrived(String operation, String queue) {
        requests.add(operation + " " + queue);
        if (operation.equals(failing)) {
            failingIn--;
            if (failingIn == 0) {
                throw new IllegalStateException("told to fail");
            }
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
