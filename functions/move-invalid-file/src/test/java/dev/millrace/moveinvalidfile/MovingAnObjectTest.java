package dev.millrace.moveinvalidfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.testing.InMemoryS3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

class MovingAnObjectTest {
    private static final String KEY = "in/a.csv";
    private static final String PLACE = "airports/2026-11-21/oid/a.csv";

    private final InMemoryS3 s3 = new InMemoryS3();
    private final ObjectMover mover = new S3ObjectMover(s3, "failed");

    @Test
    void copiesThenProvesThenDeletes() throws IOException {
        ObjectVersion source = land("some bytes");

        assertThat(mover.move(source, PLACE)).isTrue();

        assertThat(s3.requests())
                .containsExactly(
                        "HeadObject landing/" + KEY,
                        "HeadObject failed/" + PLACE,
                        "CopyObject failed/" + PLACE,
                        "HeadObject failed/" + PLACE,
                        "DeleteObject landing/" + KEY);
        assertThat(s3.text("failed", PLACE)).isEqualTo("some bytes");
        assertThat(s3.keys("landing")).isEmpty();
    }

    @Test
    void deletesOnlyTheVersionThatItMoved() throws IOException {
        ObjectVersion source = land("old bytes");
        land("new bytes");

        mover.move(source, PLACE);

        assertThat(s3.text("failed", PLACE)).isEqualTo("old bytes");
        assertThat(s3.text("landing", KEY)).isEqualTo("new bytes");
        assertThat(s3.versionsOf("landing", KEY)).isEqualTo(1);
    }

    @Tag("H041")
    @ParameterizedTest
    @ValueSource(ints = {409, 412, 500, 503})
    void keepsTheSourceWhenTheCopyFailsAndCopiesOnceWhenItIsTriedAgain(int status) throws IOException {
        ObjectVersion source = land("some bytes");
        s3.failNext("CopyObject", status);

        assertThatThrownBy(() -> mover.move(source, PLACE)).isInstanceOf(S3Exception.class);
        assertThat(s3.text("landing", KEY)).isEqualTo("some bytes");

        assertThat(mover.move(source, PLACE)).isTrue();
        assertThat(s3.versionsOf("failed", PLACE)).isEqualTo(1);
    }

    @Test
    void goesOnWithTheCopyThatACrashLeft() throws IOException {
        ObjectVersion source = land("some bytes");
        s3.failNext("DeleteObject", 503);
        assertThatThrownBy(() -> mover.move(source, PLACE)).isInstanceOf(S3Exception.class);

        assertThat(mover.move(source, PLACE)).isTrue();

        assertThat(s3.changes())
                .containsExactly(
                        "CopyObject failed/" + PLACE, "DeleteObject landing/" + KEY, "DeleteObject landing/" + KEY);
        assertThat(s3.versionsOf("failed", PLACE)).isEqualTo(1);
    }

    @Test
    void saysThatItIsDoneWhenOnlyTheCopyIsLeft() throws IOException {
        ObjectVersion source = land("some bytes");
        mover.move(source, PLACE);
        int changes = s3.changes().size();

        assertThat(mover.move(source, PLACE)).isTrue();
        assertThat(s3.changes()).hasSize(changes);
    }

    @Tag("H035")
    @Test
    void saysThatItVanishedWhenItIsNowhere() throws IOException {
        ObjectVersion source = land("some bytes");
        s3.remove("landing", KEY, source.versionId());

        assertThat(mover.move(source, PLACE)).isFalse();
        assertThat(s3.changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"other byt, 'it has 9 bytes, not 10'", "othr bytes, their bytes are not equal"})
    void keepsTheSourceWhenTheCopyHasOtherBytes(String copied, String how) {
        ObjectVersion source = land("some bytes");
        s3.put("failed", PLACE, bytes(copied));
        s3.forgetChecksum("failed", PLACE);

        assertThatThrownBy(() -> mover.move(source, PLACE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(how);
        assertThat(s3.text("landing", KEY)).isEqualTo("some bytes");
    }

    @Test
    void keepsTheSourceWhenTheChecksumsDifferWithoutReadingABody() {
        ObjectVersion source = land("some bytes");
        s3.put("failed", PLACE, bytes("SOME BYTES"));

        assertThatThrownBy(() -> mover.move(source, PLACE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("their checksums are not equal");
        assertThat(s3.text("landing", KEY)).isEqualTo("some bytes");
        assertThat(s3.requests()).noneMatch(r -> r.startsWith("GetObject"));
    }

    @Test
    void comparesTheBytesWhereS3KeepsNoChecksum() throws IOException {
        ObjectVersion source = land("some bytes");
        s3.forgetChecksum("landing", KEY);

        assertThat(mover.move(source, PLACE)).isTrue();
        assertThat(s3.requests()).contains("GetObject landing/" + KEY, "GetObject failed/" + PLACE);
        assertThat(s3.keys("landing")).isEmpty();
    }

    @Test
    void keepsTheSourceWhenOneOfTheBodiesBreaksOff() {
        ObjectVersion source = land("some bytes");
        s3.forgetChecksum("landing", KEY);
        s3.beforeNext("GetObject", () -> s3.cutNextBodyAfter(3));

        assertThatThrownBy(() -> mover.move(source, PLACE)).isInstanceOf(IOException.class);
        assertThat(s3.text("landing", KEY)).isEqualTo("some bytes");
    }

    @Test
    void neverTakesARefusalForAMissingObject() {
        ObjectVersion source = land("some bytes");
        for (String request : List.of("source", "copy")) {
            if (request.equals("copy")) {
                s3.beforeNext("HeadObject", () -> {});
            }
            s3.failNext("HeadObject", 403);

            assertThatThrownBy(() -> mover.move(source, PLACE)).isInstanceOf(S3Exception.class);
        }
        assertThat(s3.changes()).isEmpty();
    }

    private ObjectVersion land(String text) {
        return new ObjectVersion("landing", KEY, s3.put("landing", KEY, bytes(text)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
