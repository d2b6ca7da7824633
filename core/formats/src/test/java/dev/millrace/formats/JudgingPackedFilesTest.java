package dev.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.contract.Contracts;
import dev.millrace.contract.DataContract;
import dev.millrace.formats.unpacking.Packed;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.RowSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgingPackedFilesTest {
    private static final byte[] TEXT = "id,name\n1,Ann\n2,Bob\n".getBytes(StandardCharsets.US_ASCII);

    private static DataContract contract(String... settings) {
        String[] columns = new String[settings.length + 2];
        columns[0] = "id integer!";
        columns[1] = "name string";
        System.arraycopy(settings, 0, columns, 2, settings.length);
        return Contracts.of(columns);
    }

    private static Verdict judge(byte[] file, String... settings) throws IOException {
        return FileJudge.judge(contract(settings), FileBytes.of(file), JudgingResources.usual(), RowSink.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "auto"})
    void countsAndHashesTheBytesAsTheyCame(String compression) throws Exception {
        byte[] file = compression.equals("zstd") ? Packed.zstd(TEXT) : Packed.gzip(TEXT);

        Verdict verdict = judge(file, "millrace.compression=" + compression);

        assertThat(verdict).isInstanceOf(Verdict.Valid.class);
        assertThat(verdict.rows()).isEqualTo(2);
        assertThat(verdict.bytes()).isEqualTo(file.length);
        assertThat(((Verdict.Valid) verdict).sha256()).isEqualTo(sha256(file));
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    @Tag("H040")
    void aStreamThatBreaksOffIsAFaultAndNoFinding(String compression) {
        IOException fault = new IOException("reset by peer");
        byte[] file = compression.equals("zstd") ? Packed.zstd(TEXT) : Packed.gzip(TEXT);
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream(file, 0, file.length - 3), new InputStream() {
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
                .isThrownBy(
                        () -> FileJudge.judge(contract("millrace.compression=" + compression), broken, RowSink.none()))
                .isSameAs(fault);
    }

    /// A gibibyte of zeros in a mebibyte of gzip.
    private static byte[] bomb() {
        byte[] member = Packed.gzip(new byte[1 << 26]);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        for (int i = 0; i < 16; i++) {
            bomb.writeBytes(member);
        }
        return bomb.toByteArray();
    }

    @Test
    @Timeout(30)
    @Tag("H046")
    void stopsAtAGibibyteOfZeros() throws IOException {
        byte[] bomb = bomb();
        assertThat(bomb.length).isLessThan(1_100_000);

        assertThat(VerdictText.of(judge(bomb, "millrace.compression=gzip")))
                .containsExactly(
                        "rejected, 0 rows, stopped",
                        "1 record-size: the record is longer than millrace.maxRecordBytes allows");
    }

    @Test
    @Timeout(30)
    @Tag("H046")
    void stopsAtAGibibyteOfBlankLines() throws IOException {
        byte[] member = Packed.gzip("\n".repeat(1 << 24).getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        for (int i = 0; i < 64; i++) {
            bomb.writeBytes(member);
        }

        assertThat(VerdictText.of(judge(bomb.toByteArray(), "millrace.compression=auto", "millrace.format=jsonl")))
                .containsExactly(
                        "rejected, 0 rows, stopped",
                        "0 compression: the file grows to more than 250 times its size when it is unpacked"
                                + " (millrace.maxExpansion)");
    }

    @Test
    @Tag("H047")
    void unpacksOneLayerOfABomb() throws IOException {
        byte[] twice = Packed.gzip(bomb());
        assertThat(twice.length).isLessThan(10_000);

        assertThat(VerdictText.of(judge(twice, "millrace.compression=gzip")))
                .containsExactly(
                        "rejected, 0 rows, stopped", "0 file-kind: the file is compressed (gzip); it must be CSV");
    }

    @Test
    @Timeout(30)
    @Tag("H052")
    void stopsAtABombOfZstandard() throws IOException {
        byte[] bomb = Packed.zstd("\n".repeat(1 << 28).getBytes(StandardCharsets.US_ASCII));
        assertThat(bomb.length).isLessThan(100_000);

        assertThat(VerdictText.of(judge(bomb, "millrace.compression=zstd", "millrace.format=jsonl")))
                .element(1)
                .asString()
                .startsWith("0 compression: the file grows to more than 250 times its size");
    }

    @Property(tries = 500)
    void isJudgedAlikeInWhateverPiecesItComes(
            @ForAll @IntRange(min = 1, max = 9) int piece,
            @ForAll @IntRange(max = 200) int place,
            @ForAll byte change,
            @ForAll boolean zstd)
            throws IOException {
        byte[] file = zstd ? Packed.zstd(TEXT) : Packed.gzip(TEXT);
        file[place % file.length] ^= change;
        Verdict whole = judge(file, "millrace.compression=auto");

        assertThat(FileJudge.judge(
                        contract("millrace.compression=auto"), RoundTripTest.inPieces(file, piece), RowSink.none()))
                .isEqualTo(whole);
    }
}
