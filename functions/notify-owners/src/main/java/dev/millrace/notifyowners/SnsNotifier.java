package dev.millrace.notifyowners;

import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/// Notices over an SNS topic, with the dataset and the kind as attributes, so that subscribers may choose.
final class SnsNotifier implements Notifier {
    private final SnsClient sns;
    private final String topicArn;

    SnsNotifier(SnsClient sns, String topicArn) {
        this.sns = sns;
        this.topicArn = topicArn;
    }

    @Override
    public void send(Notice notice) {
        sns.publish(p -> p.topicArn(topicArn)
                .subject(notice.subject())
                .message(notice.text())
                .messageAttributes(Map.of(
                        "dataset",
                        text(notice.dataset()),
                        "kind",
                        text(notice.kind().name()))));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
