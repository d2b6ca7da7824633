package dev.millrace.formats.unpacking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Compression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class UnpackingAnythingTest {
    private static final byte[] TEXT = "id,name\n1,Ann\n2,Bob\n".repeat(40).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GZIP = Packed.gzip(TEXT);
    private static final byte[] ZSTD = Packed.zstd(TEXT);

    /// The unpacked bytes; empty when the file is refused. Any other exception fails the test.
    private static Optional<byte[]> unpacked(byte[] file, Compression compression) throws IOException {
        try {
            return Optional.of(Packed.unpacked(file, compression));
        } catch (PackingException e) {
            assertThat(e.getMessage()).startsWith("the file ");
            return Optional.empty();
        }
    }

    @Property(tries = 1_000)
    void whatIsPackedIsUnpacked(@ForAll @Size(max = 3_000) byte[] content) throws IOException {
        assertThat(unpacked(Packed.gzip(content), Compression.GZIP)).hasValue(content);
        assertThat(unpacked(Packed.zstd(content), Compression.ZSTD)).hasValue(content);
    }

    @Property(tries = 2_000)
    void anyBytesAreUnpackedOrRefused(@ForAll @Size(max = 40) byte[] bytes, @ForAll @IntRange(max = 12) int beginning)
            throws IOException {
        for (byte[] file : new byte[][] {GZIP, ZSTD}) {
            byte[] some = Packed.joined(Arrays.copyOf(file, beginning), bytes);
            for (Compression compression : Compression.values()) {
                assertThat(unpacked(some, compression)
                                .map(content -> content.length)
                                .orElse(0))
                        .isLessThan(1_000_000);
            }
        }
    }

    @Property(tries = 3_000)
    void changedBytesAreNeverUnpackedToAnythingElse(@ForAll @IntRange(max = 100_000) int place, @ForAll byte change)
            throws IOException {
        for (byte[] file : new byte[][] {GZIP, ZSTD}) {
            byte[] changed = file.clone();
            changed[place % file.length] ^= change;
            unpacked(changed, Compression.AUTO)
                    .filter(content -> !Arrays.equals(content, changed))
                    .ifPresent(content -> assertThat(content).isEqualTo(TEXT));
        }
    }
}
