package dev.millrace.startingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Keys as S3 events write them.
class ObjectKeyFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyKeyIsDecodedExactlyOrRefused(byte[] input) throws IOException {
        Optional<String> text = text(input);
        if (text.isPresent()) {
            decode(text.get());
        }
    }

    /// In Java's own kind of UTF-8, which has halves of characters too, as the strings of JSON have.
    private static Optional<String> text(byte[] input) throws IOException {
        int length = Math.min(input.length, 0xFFFF);
        byte[] withLength = new byte[length + 2];
        withLength[0] = (byte) (length >> 8);
        withLength[1] = (byte) length;
        System.arraycopy(input, 0, withLength, 2, length);
        try {
            return Optional.of(new DataInputStream(new ByteArrayInputStream(withLength)).readUTF());
        } catch (UTFDataFormatException noText) {
            return Optional.empty();
        }
    }

    private static void decode(String text) {
        String key;
        try {
            key = new EncodedKey(text).decode();
        } catch (BadEvent refused) {
            return;
        }
        assertThat(key).isEqualTo(URLDecoder.decode(text, StandardCharsets.UTF_8));
        assertThat(new EncodedKey(URLEncoder.encode(key, StandardCharsets.UTF_8)).decode())
                .isEqualTo(key);
        assertThat(key.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(1_024);
    }
}
