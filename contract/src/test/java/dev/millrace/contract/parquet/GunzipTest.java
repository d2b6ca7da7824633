package dev.millrace.contract.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipTest {
    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /// What `packed` unpacks to in exactly `length` bytes, or `refused`.
    private static String unpack(byte[] packed, int length) {
        byte[] out = new byte[length];
        return Gunzip.unpack(packed, packed.length, out, 0, length)
                ? new String(out, StandardCharsets.US_ASCII)
                : "refused";
    }

    @Test
    void unpacksMembersOneAfterTheOther() throws IOException {
        assertThat(unpack(gzip("hello"), 5)).isEqualTo("hello");
        assertThat(unpack(join(gzip("hel"), gzip(""), gzip("lo")), 5)).isEqualTo("hello");
        assertThat(unpack(gzip(""), 0)).isEmpty();
    }

    @Test
    void passesWhateverStandsInAHeader() throws IOException {
        byte[] gzip = gzip("hello");
        byte[] head = Arrays.copyOf(gzip, 10);
        // Extra bytes, a name, a comment and a checksum of the header.
        head[3] = 4 | 8 | 16 | 2;
        byte[] more = {3, 0, 1, 2, 3, 'n', 0, 'c', 0, 9, 9};
        byte[] rest = Arrays.copyOfRange(gzip, 10, gzip.length);

        assertThat(unpack(join(head, more, rest), 5)).isEqualTo("hello");
        assertThat(unpack(join(head, more), 5)).isEqualTo("refused");
        assertThat(unpack(head, 5)).isEqualTo("refused");
    }

    @Test
    void refusesMoreOrLessThanIsSaid() throws IOException {
        assertThat(unpack(gzip("hello"), 4)).isEqualTo("refused");
        assertThat(unpack(gzip("hello"), 6)).isEqualTo("refused");
        assertThat(unpack(new byte[0], 1)).isEqualTo("refused");
    }

    @Test
    void refusesWhatIsBroken() throws IOException {
        byte[] gzip = gzip("hello hello hello");
        for (int i = 0; i < gzip.length; i++) {
            byte[] broken = gzip.clone();
            broken[i] ^= 0x10;
            // Time, flags of the packer and the system of the header are of no account.
            boolean matters = i < 4 || i > 9;
            assertThat(unpack(broken, 17)).isEqualTo(matters ? "refused" : "hello hello hello");
            assertThat(unpack(Arrays.copyOf(gzip, i), 17)).isEqualTo("refused");
        }
    }
}
