package dev.millrace.judging.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.judging.sets.FileSet.Standing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileSetTest {
    private static final String SHA256 = "0".repeat(64);

    private static ControlList list(String table) throws IOException {
        var bytes = new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8));
        return ((ControlReading.Read) ControlListReader.read(bytes)).list();
    }

    private static FileFacts file(String key, long rows) {
        return new FileFacts(key, 10, rows, SHA256, null);
    }

    @Test
    void isCompleteWhenEveryAnnouncedFileCameAndAgrees() throws IOException {
        ControlList list = list("name,rows\na.csv,1\nb.csv,2\n");
        FileFacts a = file("in/a.csv", 1);
        FileFacts b = file("in/b.csv", 2);

        assertThat(new FileSet(list, List.of(a)).standing(a))
                .isEqualTo(new Standing.Waits("Waits for 1 file of its set: b.csv"));
        assertThat(new FileSet(list, List.of(a, b)).standing(a)).isEqualTo(new Standing.Complete());
        assertThat(new FileSet(list, List.of(a, b)).missing()).isEmpty();
    }

    @Test
    void waitsForAFileThatCameAndDiffers() throws IOException {
        ControlList list = list("name,rows\na.csv,1\nb.csv,2\n");
        FileFacts a = file("in/a.csv", 1);
        FileFacts b = file("in/b.csv", 3);
        FileSet set = new FileSet(list, List.of(a, b));

        assertThat(set.standing(b))
                .isEqualTo(new Standing.Differs(3, List.of("its control file announces rows 2, and the file has 3")));
        assertThat(set.standing(a)).isEqualTo(new Standing.Waits("Waits for 1 file of its set: b.csv"));
        assertThat(new FileSet(list, List.of(a, b, file("in/b.csv", 2))).standing(a))
                .as("once a version that agrees came too")
                .isEqualTo(new Standing.Complete());
    }

    @Test
    void namesTheFirstFilesThatAreMissing() throws IOException {
        ControlList list = list("name\na\nb\nc\nd\ne\nf\ng\n");
        assertThat(new FileSet(list, List.of(file("g", 1))).standing(file("g", 1)))
                .isEqualTo(new Standing.Waits("Waits for 6 files of its set: a, b, c, d, e, …"));
    }

    @Test
    void knowsWhatIsNotAnnounced() throws IOException {
        assertThat(new FileSet(list("name\na.csv\n"), List.of()).standing(file("in/ba.csv", 1)))
                .isEqualTo(new Standing.Unlisted());
    }

    @Test
    void comparesEverythingThatIsAnnounced() throws IOException {
        String sha256 = "1".repeat(64);
        String md5 = "2".repeat(32);
        ControlList list = list("name,rows,bytes,sha256,md5\na.csv,1,2000,%s,%s\n".formatted(sha256, md5));
        ControlEntry entry = list.entries().get(0);

        assertThat(entry.differences(new FileFacts("a.csv", 2000, 1, sha256, md5)))
                .isEmpty();
        assertThat(entry.differences(new FileFacts("a.csv", 2000, 1, sha256, null)))
                .containsExactly("its control file announces MD5 %s, and the file has another".formatted(md5));
        assertThat(entry.differences(new FileFacts("a.csv", 1999, 0, SHA256, "3".repeat(32))))
                .containsExactly(
                        "its control file announces bytes 2,000, and the file has 1,999",
                        "its control file announces rows 1, and the file has 0",
                        "its control file announces SHA-256 %s, and the file has %s".formatted(sha256, SHA256),
                        "its control file announces MD5 %s, and the file has %s".formatted(md5, "3".repeat(32)));
    }

    @Test
    void findsFilesByTheEndOfTheirKeyOrTheirWholeKey() throws IOException {
        ControlList list = list("name;key\nx.csv;\nb/x.csv;\n;in/c/x.csv\n");
        assertThat(list.entryOf("in/a/x.csv").orElseThrow().line()).isEqualTo(2);
        assertThat(list.entryOf("x.csv").orElseThrow().line()).isEqualTo(2);
        assertThat(list.entryOf("in/b/x.csv").orElseThrow().line()).isEqualTo(3);
        assertThat(list.entryOf("in/c/x.csv").orElseThrow().line()).isEqualTo(4);
        assertThat(list.entryOf("in/c/in/c/x.csv").orElseThrow().line()).isEqualTo(2);
        assertThat(list.entryOf("in/a/ax.csv")).isEmpty();
    }
}
