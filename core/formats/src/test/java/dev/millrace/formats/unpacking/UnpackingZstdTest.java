package dev.millrace.formats.unpacking;

import static dev.millrace.formats.unpacking.Packed.bytes;
import static dev.millrace.formats.unpacking.Packed.hex;
import static dev.millrace.formats.unpacking.Packed.joined;
import static dev.millrace.formats.unpacking.Packed.zstd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.Zstd;
import dev.millrace.contract.Compression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UnpackingZstdTest {
    private static final String TEXT = "id,name\n1,Ann\n";
    private static final byte[] FILE = zstd(bytes(TEXT));
    private static final byte[] SKIPPABLE = hex("5F2A4D18 03000000 414243");

    private static String unpacked(byte[]... parts) throws IOException {
        return new String(Packed.unpacked(joined(parts), Compression.ZSTD), StandardCharsets.ISO_8859_1);
    }

    private static void refuses(String message, byte[]... parts) {
        assertThatExceptionOfType(PackingException.class)
                .isThrownBy(() -> unpacked(parts))
                .withMessageStartingWith(message);
    }

    @Test
    void unpacksAllFrames() throws IOException {
        assertThat(unpacked(FILE)).isEqualTo(TEXT);
        assertThat(unpacked(SKIPPABLE, FILE, zstd(bytes("")), SKIPPABLE, FILE, SKIPPABLE))
                .isEqualTo(TEXT + TEXT);
        assertThat(unpacked(Collections.nCopies(10_000, FILE).toArray(byte[][]::new)))
                .isEqualTo(TEXT.repeat(10_000));
    }

    @Test
    void unpacksFramesOfEachForm() throws IOException {
        for (int size : new int[] {0, 1, 255, 256, 65_791, 65_792, 300_000}) {
            byte[] text = bytes("0123456789abcdef".repeat(size / 16 + 1).substring(0, size));

            assertThat(Packed.unpacked(Zstd.compress(text), Compression.ZSTD)).isEqualTo(text);
            assertThat(Packed.unpacked(zstd(text), Compression.ZSTD)).isEqualTo(text);
        }
    }

    @Test
    @Tag("H052")
    void refusesAFileThatIsCutOffAnywhere() {
        byte[] file = joined(FILE, SKIPPABLE);
        for (int length = 1; length < file.length; length++) {
            if (length != FILE.length) {
                refuses("the file ends inside its Zstandard data", Arrays.copyOf(file, length));
            }
        }
    }

    @Test
    @Tag("H052")
    void refusesWhatFollowsTheData() {
        refuses("the file has bytes behind its Zstandard data", FILE, bytes("text"));
        refuses("the file has bytes behind its Zstandard data", FILE, new byte[512]);
        refuses("the file has bytes behind its Zstandard data", FILE, new byte[3]);
    }

    @Test
    @Tag("H052")
    void refusesAWindowThatIsTooGreatWithoutAskingForTheMemory() {
        refuses("the file needs more than 128 MiB of memory", hex("28B52FFD 00 A8 010000"));
        refuses("the file needs more than 128 MiB of memory", hex("28B52FFD 00 89 010000"));
        refuses("the file needs more than 128 MiB of memory", hex("28B52FFD E0 0100000800000000 010000"));
        refuses("the file needs more than 128 MiB of memory", hex("28B52FFD E0 FFFFFFFFFFFFFFFF 010000"));
    }

    @Test
    void unpacksTheGreatestWindow() throws IOException {
        assertThat(unpacked(hex("28B52FFD 00 88 090000 41"))).isEqualTo("A");
    }

    @Test
    void refusesAWrongChecksum() {
        byte[] changed = FILE.clone();
        changed[FILE.length - 1] ^= 1;

        refuses("the file has Zstandard data whose checksum is wrong", changed);
    }

    @Test
    void refusesDataThatIsNone() {
        refuses("the file has Zstandard data that cannot be unpacked", hex("28B52FFD 00 58 0D0000 00"));
        refuses("the file has Zstandard data that cannot be unpacked: unknown block", hex("28B52FFD 00 58 070000"));
        refuses("the file has a Zstandard frame with flags that do not exist", hex("28B52FFD 08 58 010000"));
    }

    @Test
    void refusesDictionaries() {
        refuses("the file needs a Zstandard dictionary", hex("28B52FFD 01 58 07 010000"));
    }

    @Test
    @Tag("H053")
    void refusesATextAndFormatsOfBeforeTheStandard() {
        refuses("the file is not packed with Zstandard", bytes(TEXT));
        refuses("the file is not packed with Zstandard", bytes("1"));
        refuses("the file is not packed with Zstandard", hex("27B52FFD 00 58 010000"));
        refuses("the file has bytes behind its Zstandard data", FILE, hex("27B52FFD 00 58 010000"));
    }
}
