package dev.millrace.notices.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.NoticeKind;
import dev.millrace.notices.text.Notice;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnsNotifierTest {
    @Test
    void tellsSubscribersTheDatasetAndTheKindToChooseBy() {
        var sns = new RecordingSns();

        new SnsNotifier(sns, "arn:of:topic").send(new Notice(NoticeKind.HELD, "airports", "a subject", "a text"));

        assertThat(sns.published).singleElement().satisfies(p -> {
            assertThat(List.of(p.topicArn(), p.subject(), p.message()))
                    .containsExactly("arn:of:topic", "a subject", "a text");
            assertThat(p.messageAttributes())
                    .containsOnlyKeys("dataset", "kind")
                    .extractingFromEntries(e -> e.getValue().stringValue())
                    .containsExactlyInAnyOrder("airports", "HELD");
        });
    }
}
