package dev.millrace.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Contracts;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.VerdictText;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.rows.RowSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("H043")
class FileKindTest {
    /// As such files begin, then a line end and what could be rows.
    @ParameterizedTest
    @CsvSource({
        "7F454C4602010100, a program (ELF)",
        "4D5A900003000000, a program (Windows)",
        "CAFEBABE00000045, a program (Java class)",
        "255044462D312E37, a PDF document",
        "3C3F786D6C20, an XML document",
        "89504E470D0A1A0A, an image (PNG)",
        "FFD8FFE000104A46, an image (JPEG)",
        "504B030414000600, a ZIP archive or an Excel workbook",
        "504B050600000000, a ZIP archive or an Excel workbook",
        "D0CF11E0A1B11AE1, an Excel workbook or a document of an older office program",
        "5041523115041512, a Parquet file",
        "5041524515041512, a Parquet file",
        "4F52430A0B080310, an ORC file",
        "4F626A0104146176, an Avro file",
        "53514C69746520666F726D6174203300, an SQLite database",
        "1F8B080000000000, compressed (gzip)",
        "425A683931415926535901, compressed (bzip2)",
        "FD377A585A000004, compressed (xz)",
        "28B52FFD04580900, compressed (Zstandard)",
        "04224D186440A700, compressed (LZ4)",
        "FF060000734E61507059, compressed (Snappy)",
        "377ABCAF271C0004, a 7-Zip archive",
        "526172211A070100, a RAR archive"
    })
    void isSaidInOneFindingWhateverTheFileIsCalled(String hex, String description) throws IOException {
        byte[] beginning = HexFormat.of().parseHex(hex);
        byte[] file = Arrays.copyOf(beginning, beginning.length + 3000);
        Arrays.fill(file, beginning.length, file.length, (byte) '\n');

        Verdict verdict = FileJudge.judge(
                Contracts.of("id integer!", "name string"), new ByteArrayInputStream(file), RowSink.none());

        assertThat(VerdictText.of(verdict))
                .element(1)
                .isEqualTo("0 file-kind: the file is %s; it must be CSV".formatted(description));
        assertThat(VerdictText.of(verdict)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PAR1,id\n1,2\n", "ORC_ID\n1\n", "BZh9", "id,name\n%PDF-1.7,x\n", "MZ,id\n"})
    void isUnknownOfText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(FileKind.at(bytes, bytes.length)).isEmpty();
    }

    @Test
    void isLookedForOnlyInTheBytesThatThereAre() {
        byte[] gzip = {0x1F, (byte) 0x8B};

        assertThat(FileKind.at(gzip, 1)).isEmpty();
        assertThat(FileKind.at(gzip, 2)).contains(FileKind.GZIP);
    }
}
