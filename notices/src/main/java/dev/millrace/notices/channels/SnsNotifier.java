package dev.millrace.notices.channels;

import dev.millrace.base.clients.Wiring;
import dev.millrace.faults.ServiceFault;
import dev.millrace.notices.text.Notice;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.KmsThrottlingException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/// Notices over an SNS topic, with the dataset and the kind as attributes, so that subscribers may choose.
public final class SnsNotifier implements Notifier {
    private final SnsClient sns;
    private final String topicArn;

    public SnsNotifier(Wiring wiring) {
        this(wiring.client(SnsClient.builder()), wiring.setting("NOTICES_TOPIC"));
    }

    public SnsNotifier(SnsClient sns, String topicArn) {
        this.sns = sns;
        this.topicArn = topicArn;
    }

    /// @throws ServiceFault when the topic's key is throttled, which SNS answers like a refusal
    @Override
    public void send(Notice notice) {
        try {
            publish(notice);
        } catch (KmsThrottlingException e) {
            throw new ServiceFault("KMS throttles the key of the notices' topic. It is tried again.", e);
        }
    }

    private void publish(Notice notice) {
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
