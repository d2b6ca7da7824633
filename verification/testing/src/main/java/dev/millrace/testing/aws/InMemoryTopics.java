package dev.millrace.testing.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Topics of SNS, which keep what is published (SNS API reference, "Publish").
public final class InMemoryTopics implements AwsServer {
    private static final String PREFIX = "arn:aws:sns:eu-central-1:111122223333:";
    private static final int MAX_BYTES = 256 * 1024;

    /// "ASCII text that begins with a letter, number, or punctuation mark, no line breaks or control characters, less
    /// than 100 characters."
    private static final Pattern SUBJECT = Pattern.compile("[!-~][ -~]{0,98}");

    private static final Set<String> HEEDED = Set.of("Action", "Version", "TopicArn", "Subject", "Message");

    private final Set<String> topics = new HashSet<>();
    private final List<Published> published = new ArrayList<>();

    InMemoryTopics() {}

    /// A message that was published.
    ///
    /// @param subject null when it has none
    /// @param attributes of the type `String`, by name
    public record Published(String topicArn, @Nullable String subject, String message, Map<String, String> attributes) {
        public Published {
            attributes = Map.copyOf(attributes);
        }
    }

    /// Makes a topic and gives its ARN.
    public synchronized String topic(String name) {
        topics.add(PREFIX + name);
        return PREFIX + name;
    }

    /// What was published so far, oldest first.
    public synchronized List<Published> published() {
        return List.copyOf(published);
    }

    @Override
    public synchronized AwsAnswer answer(AwsRequest request) {
        Map<String, String> form = request.form();
        String reason = refusal(request, form);
        if (reason != null) {
            String[] parts = reason.split(": ", 2);
            return Failures.answer(request, parts[0].equals("NotFound") ? 404 : 400, parts[0], parts[1]);
        }
        published.add(new Published(
                form.getOrDefault("TopicArn", ""),
                form.get("Subject"),
                form.getOrDefault("Message", ""),
                attributes(form)));
        return AwsAnswer.text(
                200,
                "text/xml",
                "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult><MessageId>message-%d</MessageId></PublishResult><ResponseMetadata><RequestId>a-request</RequestId></ResponseMetadata></PublishResponse>"
                        .formatted(published.size()));
    }

    private @Nullable String refusal(AwsRequest request, Map<String, String> form) {
        String message = form.getOrDefault("Message", "");
        String subject = form.get("Subject");
        boolean heeded =
                form.keySet().stream().allMatch(k -> HEEDED.contains(k) || k.startsWith("MessageAttributes.entry."));
        if (!request.operation().equals("Publish") || !heeded) {
            return "NotImplemented: SNS in memory has not " + request.operation() + " with " + form.keySet();
        }
        if (!topics.contains(form.getOrDefault("TopicArn", ""))) {
            return "NotFound: Topic does not exist";
        }
        if (message.isEmpty() || message.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return "InvalidParameter: Invalid parameter: Message too long or empty";
        }
        return subject == null || SUBJECT.matcher(subject).matches()
                ? null
                : "InvalidParameter: Invalid parameter: Subject";
    }

    private static Map<String, String> attributes(Map<String, String> form) {
        var attributes = new TreeMap<String, String>();
        for (int i = 1; form.containsKey("MessageAttributes.entry.%d.Name".formatted(i)); i++) {
            attributes.put(
                    form.getOrDefault("MessageAttributes.entry.%d.Name".formatted(i), ""),
                    form.getOrDefault("MessageAttributes.entry.%d.Value.StringValue".formatted(i), ""));
        }
        return attributes;
    }
}
