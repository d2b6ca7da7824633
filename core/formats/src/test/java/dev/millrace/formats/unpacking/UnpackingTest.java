package dev.millrace.formats.unpacking;

import static dev.millrace.formats.unpacking.Packed.bytes;
import static dev.millrace.formats.unpacking.Packed.gzip;
import static dev.millrace.formats.unpacking.Packed.hex;
import static dev.millrace.formats.unpacking.Packed.joined;
import static dev.millrace.formats.unpacking.Packed.zstd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.contract.Compression;
import dev.millrace.contract.Packing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackingTest {
    private static final byte[] TEXT = "id,name\n1,Ann\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);

    private static byte[] packed(Compression compression, byte[] content) {
        return switch (compression) {
            case GZIP -> gzip(content);
            case ZSTD -> zstd(content);
            case NONE, AUTO -> content;
        };
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    @Tag("H053")
    void unpacksAsTheContractOrTheFirstBytesSay(Compression compression) throws IOException {
        assertThat(Packed.unpacked(packed(compression, TEXT), compression)).isEqualTo(TEXT);
        assertThat(Packed.unpacked(packed(compression, TEXT), Compression.AUTO)).isEqualTo(TEXT);
    }

    @Test
    @Tag("H053")
    void leavesPackedBytesAloneWhenNothingIsToBeUnpacked() throws IOException {
        assertThat(Packed.unpacked(gzip(TEXT), Compression.NONE)).isEqualTo(gzip(TEXT));
    }

    @Test
    void knowsZstandardThatBeginsWithASkippableFrame() throws IOException {
        byte[] file = joined(hex("502A4D18 01000000 00"), zstd(TEXT));

        assertThat(Packed.unpacked(file, Compression.AUTO)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void unpacksNothingToNothing(Compression compression) throws IOException {
        assertThat(Packed.unpacked(new byte[0], compression)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void takesFilesOfFewBytesForText(int length) throws IOException {
        byte[] file = Arrays.copyOf(bytes("1,2"), length);

        assertThat(Packed.unpacked(file, Compression.AUTO)).isEqualTo(file);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    @Tag("H040")
    void passesOnAFaultOfTheStream(Compression compression) {
        IOException fault = new IOException("reset by peer");
        byte[] file = packed(compression, TEXT);
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream(file, 0, file.length / 2), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw fault;
                    }

                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        throw fault;
                    }
                });

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Packed.unpacked(broken, file.length, compression))
                .isSameAs(fault);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void leavesTheStreamOpenAndReadToItsEnd(Compression compression) throws IOException {
        byte[] file = packed(compression, TEXT);
        InputStream in = new ByteArrayInputStream(file) {
            @Override
            public void close() {
                throw new AssertionError("the stream is its owner's to close");
            }
        };

        Packed.unpacked(in, file.length, compression);

        assertThat(in.available()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void isReadByteByByteToo(Compression compression) throws IOException {
        byte[] file = packed(compression, bytes("ab"));
        try (InputStream in =
                Unpacking.open(new ByteArrayInputStream(file), () -> file.length, Packed.as(compression))) {
            assertThat(new int[] {in.read(), in.read(), in.read()}).containsExactly('a', 'b', -1);
        }
    }

    @Test
    void countsWhatMayComeOutByTheSizeOfTheFile() throws IOException {
        byte[] twentyMebibytes = new byte[20 << 20];
        byte[] file = gzip(twentyMebibytes);
        int expansion = twentyMebibytes.length / file.length;

        assertThat(unpackedLength(file, expansion + 1)).isEqualTo(twentyMebibytes.length);
        assertThatExceptionOfType(PackingException.class)
                .isThrownBy(() -> unpackedLength(file, expansion))
                .withMessage("the file grows to more than %d times its size when it is unpacked".formatted(expansion)
                        + " (millrace.maxExpansion)");
    }

    @Test
    void letsSmallFilesGrowAsTheyLike() throws IOException {
        assertThat(unpackedLength(gzip(new byte[16 << 20]), 1)).isEqualTo(16 << 20);
    }

    private static long unpackedLength(byte[] file, int maxExpansion) throws IOException {
        Packing packing = new Packing(Compression.AUTO, maxExpansion);
        try (InputStream in = Unpacking.open(new ByteArrayInputStream(file), () -> file.length, packing)) {
            return in.skip(Long.MAX_VALUE);
        }
    }
}
