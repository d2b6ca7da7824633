package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testing.aws.DynamoDbLocal;
import dev.millrace.testing.aws.LocalAuditTable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingTheCheckoutTest {
    @Test
    void readsShortIntrinsicsAsMappings() {
        assertThat(Template.read().properties("LandingBucketPolicy"))
                .containsEntry("Bucket", Map.of("!Ref", "LandingBucket"));
    }

    @Test
    void readsWhatAnAliasStandsFor() {
        assertThat(Template.read().properties("LakeBucket").get("BucketEncryption"))
                .isEqualTo(Template.read().properties("LandingBucket").get("BucketEncryption"))
                .isNotNull();
    }

    @Test
    void changesACopyOfTheTemplateAlone() {
        Template template = Template.read();
        Template copy = template.copy();

        copy.properties("LakeBucket").clear();

        assertThat(copy.properties("LakeBucket")).isEmpty();
        assertThat(template.properties("LakeBucket")).isNotEmpty();
    }

    @Test
    void makesTheAuditTableAsTheTemplateDefinesIt() {
        try (var table = new DynamoDbLocal()) {
            assertThat(table.client()
                            .describeTable(d -> d.tableName(LocalAuditTable.NAME))
                            .table()
                            .globalSecondaryIndexes())
                    .extracting(i -> i.indexName())
                    .containsExactlyInAnyOrder("by-state", "by-dataset", "by-day");
        }
    }

    @Test
    void fillsAnEventsNumbersInAsNumbers() {
        var values = Map.of("Dataset", "d", "Object", "o", "Oid", "i", "Fence", "2", "Rows", "3");

        assertThat(Events.text("MarkIngested", values)).contains("\"fence\": 2", "\"rows\": 3", "\"dataset\": \"d\"");
    }

    @Test
    void refusesAnEventWithAPlaceholderThatIsNotFilled() {
        assertThatThrownBy(() -> Events.text("LoadFile", Map.of())).hasMessageContaining("${Dataset}");
    }

    @Test
    void refusesToReplaceATextThatASampleDoesNotHave() {
        assertThatThrownBy(() -> Samples.contractWith("no such text", "x")).hasMessageContaining("no such text");
        assertThat(new String(Samples.contract("monthly"), StandardCharsets.UTF_8))
                .contains("value: monthly");
    }
}
