package dev.millrace.formats.unpacking;

import static dev.millrace.formats.unpacking.Packed.bytes;
import static dev.millrace.formats.unpacking.Packed.gzip;
import static dev.millrace.formats.unpacking.Packed.hex;
import static dev.millrace.formats.unpacking.Packed.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.contract.Compression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UnpackingGzipTest {
    private static final String TEXT = "id,name\n1,Ann\n";
    private static final byte[] FILE = gzip(bytes(TEXT));
    private static final byte[] AFTER_HEADER = Arrays.copyOfRange(FILE, 10, FILE.length);

    private static String unpacked(byte[]... parts) throws IOException {
        return new String(Packed.unpacked(joined(parts), Compression.GZIP), StandardCharsets.ISO_8859_1);
    }

    private static void refuses(String message, byte[]... parts) {
        assertThatExceptionOfType(PackingException.class)
                .isThrownBy(() -> unpacked(parts))
                .withMessageStartingWith(message);
    }

    @Test
    void unpacksAFile() throws IOException {
        assertThat(unpacked(FILE)).isEqualTo(TEXT);
    }

    @Test
    @Tag("H048")
    void unpacksAllMembers() throws IOException {
        assertThat(unpacked(FILE, gzip(bytes("")), FILE)).isEqualTo(TEXT + TEXT);
    }

    @Test
    @Tag("H048")
    void unpacksTenThousandMembersWithData() throws IOException {
        byte[] one = gzip(bytes("1"));

        assertThat(unpacked(Collections.nCopies(10_000, one).toArray(byte[][]::new)))
                .isEqualTo("1".repeat(10_000));
    }

    @Test
    @Tag("H048")
    void refusesTenThousandMembersWithoutData() {
        byte[] none = gzip(bytes(""));

        refuses(
                "the file has more than 1000 gzip members without data",
                Collections.nCopies(10_000, none).toArray(byte[][]::new));
    }

    @Test
    @Tag("H049")
    void refusesWhatFollowsTheData() {
        refuses("the file has bytes behind its gzip data", FILE, bytes("x"));
        refuses("the file has bytes behind its gzip data", FILE, new byte[512]);
        refuses("the file has bytes behind its gzip data", FILE, hex("1F 8C 08"));
        refuses("the file ends inside its gzip data", FILE, hex("1F"));
    }

    @Test
    @Tag("H050")
    void refusesAFileThatIsCutOffAnywhere() {
        for (int length = 1; length < FILE.length; length++) {
            refuses("the file ends inside its gzip data", Arrays.copyOf(FILE, length));
        }
    }

    @Test
    @Tag("H050")
    void refusesAWrongChecksumAndAWrongLength() {
        refuses("the file has gzip data whose checksum is wrong", flipped(FILE.length - 8));
        refuses("the file has gzip data whose length is wrong", flipped(FILE.length - 4));
    }

    private static byte[] flipped(int at) {
        byte[] changed = FILE.clone();
        changed[at] ^= 1;
        return changed;
    }

    @Test
    void refusesDataThatIsNone() {
        refuses("the file has gzip data that cannot be unpacked: invalid block type", hex("1F8B0800000000000003 07"));
    }

    @Test
    @Tag("H053")
    void refusesATextAndOtherMethods() {
        refuses("the file is not packed with gzip", bytes(TEXT));
        refuses("the file is not packed with gzip", hex("1F 9D 90"));
        refuses("the file has gzip data of an unknown method", hex("1F 8B 07 00 00000000 00 03"));
        refuses("the file has a gzip header with flags that do not exist", hex("1F 8B 08 20 00000000 00 03"));
    }

    @Test
    void passesAHeaderWithEverything() throws IOException {
        byte[] header = joined(hex("1F 8B 08 1F 01020304 02 FF  03 00 41 42 43"), bytes("name\0a comment\0"));

        assertThat(unpacked(header, checksum(header, 0), AFTER_HEADER)).isEqualTo(TEXT);
        refuses("the file has a gzip header whose checksum is wrong", header, checksum(header, 1), AFTER_HEADER);
    }

    private static byte[] checksum(byte[] header, int difference) {
        CRC32 crc = new CRC32();
        crc.update(header);
        long value = crc.getValue() + difference;
        return new byte[] {(byte) value, (byte) (value >> 8)};
    }

    @Test
    @Tag("H050")
    void refusesAHeaderThatIsVeryLong() throws IOException {
        String longest = "n".repeat(GzipHeader.LONGEST - 11);
        byte[] named = hex("1F 8B 08 08 00000000 00 03");

        assertThat(unpacked(named, bytes(longest + "\0"), AFTER_HEADER)).isEqualTo(TEXT);
        refuses("the file has a gzip header of more than 65536 bytes", named, bytes(longest + "n\0"), AFTER_HEADER);
        refuses("the file has a gzip header of more than 65536 bytes", named, bytes("n".repeat(1_000_000)));
    }

    @Test
    @Tag("H047")
    void unpacksOneLayerOnly() throws IOException {
        assertThat(Packed.unpacked(gzip(FILE), Compression.GZIP)).isEqualTo(FILE);
        assertThat(Packed.unpacked(gzip(FILE), Compression.AUTO)).isEqualTo(FILE);
    }
}
