package dev.millrace.judging.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileHashTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4 << 20, (4 << 20) + 1, 5_000_000, 9_437_184, 12_345_678})
    void isTheSameOnOneProcessorAndOnTwo(int length) throws NoSuchAlgorithmException {
        Random random = new Random(length);
        byte[] file = new byte[length];
        random.nextBytes(file);
        FileHash one = new FileHash(true);
        FileHash two = new FileHash(false);
        for (int at = 0; at < length; ) {
            int piece = Math.min(length - at, random.nextInt(700_000));
            one.update(file, at, piece);
            two.update(file, at, piece);
            at += piece;
        }
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        assertThat(one.hex()).isEqualTo(expected);
        assertThat(two.hex()).isEqualTo(expected);
    }
}
