package dev.millrace.audit.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditKeyTest {
    private static final String LONGEST_BUCKET = "b".repeat(63);
    private static final String VERSION = "3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY";

    @Test
    void isTheCadenceAndDatasetThenBucketKeyAndVersion() {
        AuditKey key = AuditKey.of(Cadence.ON_ARRIVAL, "airports", new ObjectVersion("landing", "a/b.csv", "v1"));

        assertThat(key).isEqualTo(new AuditKey("on-arrival/airports", "landing/a/b.csv#v1"));
        assertThat(key.datasetName()).isEqualTo("airports");
    }

    @Test
    void hasAPartitionOfItsOwnWhenNoContractMatches() {
        AuditKey key = AuditKey.unmatched(new ObjectVersion("landing", "a/b.csv", "v1"));

        assertThat(key.dataset()).isEqualTo("none/unmatched");
        assertThat(key.datasetName()).isEqualTo("unmatched");
    }

    @Tag("H026")
    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "數", "😀"})
    void fitsDynamosSortKeyHoweverLongTheKey(String character) {
        for (int bytes = 900; bytes <= 1024; bytes++) {
            AuditKey key = AuditKey.unmatched(new ObjectVersion(LONGEST_BUCKET, ofBytes(character, bytes), VERSION));

            assertThat(utf8(key.object())).hasSizeLessThanOrEqualTo(1024);
            assertThat(new String(utf8(key.object()), StandardCharsets.UTF_8)).isEqualTo(key.object());
        }
    }

    @Test
    void isWholeUpToTheLastByteThatFits() {
        String fits = ofBytes("a", 1024 - "landing/#v1".length());

        assertThat(sortKey("landing", fits)).isEqualTo("landing/" + fits + "#v1");
        assertThat(sortKey("landing", fits + "a"))
                .endsWith("~" + version("landing", fits + "a").id());
    }

    @Tag("H032")
    @Test
    void staysApartWhenTwoLongKeysBeginAlike() {
        String same = "a".repeat(1000);

        assertThat(sortKey(LONGEST_BUCKET, same + "1")).isNotEqualTo(sortKey(LONGEST_BUCKET, same + "2"));
    }

    /// A list of a key's versions is read by the beginning of the sort key.
    @Tag("H026")
    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "😀"})
    void beginsAsThePrefixOfItsKeySays(String character) {
        for (int bytes = 850; bytes <= 1024; bytes++) {
            String key = ofBytes(character, bytes);

            assertThat(sortKey(LONGEST_BUCKET, key)).startsWith(AuditKey.sortKeyPrefix(LONGEST_BUCKET, key));
        }
    }

    private static String sortKey(String bucket, String key) {
        return AuditKey.unmatched(version(bucket, key)).object();
    }

    private static ObjectVersion version(String bucket, String key) {
        return new ObjectVersion(bucket, key, "v1");
    }

    /// A text of so many bytes, as many of them as can be of one character, the rest of `x`.
    private static String ofBytes(String character, int bytes) {
        int size = utf8(character).length;
        return "x".repeat(bytes % size) + character.repeat(bytes / size);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
