package dev.millrace.judging.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.findings.Findings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlListReaderTest {
    private static final String SHA256 = "AB".repeat(32);
    private static final String MD5 = "0123456789abcdef0123456789abcdef";

    private static ControlReading read(String text) throws IOException {
        return ControlListReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<ControlEntry> entries(String text) throws IOException {
        assertThat(read(text)).isInstanceOf(ControlReading.Read.class);
        return ((ControlReading.Read) read(text)).list().entries();
    }

    private static Findings findings(String text) throws IOException {
        assertThat(read(text)).isInstanceOf(ControlReading.Unreadable.class);
        return ((ControlReading.Unreadable) read(text)).findings();
    }

    private static String first(String text) throws IOException {
        Finding finding = findings(text).first().get(0);
        return finding.line() + ": " + finding.message();
    }

    @Test
    void readsJson() throws IOException {
        assertThat(entries("""
                        \uFEFF{"made": {"by": [1, {"x": []}, [[]], null, "\\u00e9\\n"], "at": -1.5e3}, "empty": {}, "files": [
                          {"name": "a.csv", "rows": 3, "bytes": 120, "sha256": "%s", "md5": "%s"},
                          {"key": "in/b.csv", "rows": null},
                          {"name": "c.csv", "rows": "7"}
                        ], "ok": true}
                        """.formatted(SHA256, MD5)))
                .containsExactly(
                        new ControlEntry(2, "a.csv", false, 3L, 120L, "ab".repeat(32), MD5),
                        new ControlEntry(3, "in/b.csv", true, null, null, null, null),
                        new ControlEntry(4, "c.csv", false, 7L, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name,rows\na.csv,3\nb c.csv,4\n",
                "name;rows\r\n\"a.csv\";3\r\n\"b c.csv\";4",
                "rows\tname\n3\ta.csv\n\n4\tb c.csv\n",
                " name | rows \na.csv|3\n b c.csv | 4 \n"
            })
    void readsTables(String table) throws IOException {
        assertThat(entries(table)).extracting(ControlEntry::name).containsExactly("a.csv", "b c.csv");
        assertThat(entries(table)).extracting(ControlEntry::rows).containsExactly(3L, 4L);
    }

    @Test
    void readsTablesBetweenBlanks() throws IOException {
        assertThat(entries("name  rows\tmd5\n".replace('\t', ' ') + "  a.csv   3 " + MD5 + "\nb.csv 4 " + MD5))
                .extracting(ControlEntry::rows)
                .containsExactly(3L, 4L);
        assertThat(entries("name\na.csv\n")).extracting(ControlEntry::name).containsExactly("a.csv");
    }

    @Test
    void readsQuotedNames() throws IOException {
        assertThat(entries("name,rows\n\"a \"\"b\"\", c.csv\",1\n"))
                .extracting(ControlEntry::name)
                .containsExactly("a \"b\", c.csv");
    }

    @Test
    void mayAnnounceNothing() throws IOException {
        assertThat(entries("{\"files\": []}")).isEmpty();
        assertThat(entries("name,rows\n")).isEmpty();
    }

    @Test
    void saysWhatIsWrongAndWhere() throws IOException {
        assertThat(first("")).isEqualTo("0: the control file is empty; it must say which files its set has");
        assertThat(first(" \n")).startsWith("0: the control file is empty");
        assertThat(first("a.csv,3\n"))
                .startsWith("1: the first line must name the columns")
                .endsWith("it is 'a.csv,3'");
        assertThat(first("name,sha265\n")).startsWith("1: the first line must name the columns");
        assertThat(first("rows,bytes\n1,1")).startsWith("1: the first line must name the columns");
        assertThat(first("name,name\n")).startsWith("1: the first line must name the columns, each once");
        assertThat(first("name,rows\na.csv\n")).isEqualTo("2: the number of fields is 1; it must be 2");
        assertThat(first("name,rows\na.csv,-1\n")).isEqualTo("2: 'rows' must be a whole number, not '-1'");
        assertThat(first("name,rows\na.csv," + "9".repeat(19))).startsWith("2: 'rows' must be a whole number");
        assertThat(first("name,md5\na.csv,abc\n")).isEqualTo("2: 'md5' must have 32 hexadecimal digits, not 'abc'");
        assertThat(first("name,sha256\na.csv," + MD5)).startsWith("2: 'sha256' must have 64 hexadecimal digits");
        assertThat(first("name,rows\n,1\n")).startsWith("2: a file is named by 'name' or 'key'");
        assertThat(first("name,key\na,b\n")).startsWith("2: a file is named by 'name' or by 'key', not by both");
        assertThat(first("name,rows\na,1\n\na,1\n")).isEqualTo("4: 'a' is announced twice, first in line 2");
        assertThat(first("name,rows\n\"a,1\n")).isEqualTo("2: a quote opens here and is not closed in its line");
        assertThat(first("name,rows\n\"a\"b,1\n")).isEqualTo("2: text follows a closing quote");
    }

    @Test
    void saysWhatIsWrongWithJsonAndWhere() throws IOException {
        assertThat(first("{}")).isEqualTo("1: there is no list \"files\"");
        assertThat(first("{\"files\": 1}")).startsWith("1: this is not JSON as it must be: here must be a '['");
        assertThat(first("{\"files\": [\n1]}")).startsWith("2: this is not JSON as it must be: here must be a '{'");
        assertThat(first("{\"files\": [\n{\"name\": \"a\"},\n]}")).startsWith("3: ");
        assertThat(first("{\"files\": [{\"name\": \"a\"}")).endsWith("the file ends before its list does");
        assertThat(first("{\"files\": [], \"files\": []}")).contains("Duplicate field 'files'");
        assertThat(first("{\"files\": []} x")).contains("Unrecognized token 'x'");
        assertThat(first("{\"files\": []} {}")).endsWith("nothing may follow the closing '}'");
        assertThat(first("{\"files\": [{\"name\": \"a\", \"rows\": 1.5}]}"))
                .isEqualTo("1: 'rows' must be a whole number, not '1.5'");
        assertThat(first("{\"files\": [{\"name\": \"a\", \"size\": 1}]}"))
                .isEqualTo("1: 'size' is unknown; what may be given of a file is name, key, rows, bytes, sha256, md5");
        assertThat(first("{\"files\": [{\"name\": [\"a\"]}]}")).contains("no list and no object");
        assertThat(first("{\"a\": \"\n\"}")).contains("CTRL-CHAR");
        assertThat(first("{\"a\": \"\\x\"}")).contains("Unrecognized character escape");
        assertThat(first("{\"a\": \"\\u12\"}")).contains("expected a hex-digit");
        assertThat(first("{\"a\": nul}")).contains("Unrecognized token 'nul'");
        assertThat(first("{\"a\": [1 2]}")).contains("was expecting comma");
        assertThat(first("{\"a\": {1: 2}}")).contains("was expecting double-quote");
        assertThat(first("{\"files\": [{\"name\": \"" + "x".repeat(70_000) + "\"}]}"))
                .contains("may have more than 65,536 characters");
    }

    @Test
    void countsEveryFindingAndKeepsTheFirst() throws IOException {
        String table = "name,rows\n" + "a,x\n".repeat(500);
        assertThat(findings(table).total()).isEqualTo(500);
        assertThat(findings(table).first()).hasSize(100);
        assertThat(findings(table).counts())
                .singleElement()
                .satisfies(count -> assertThat(count.rule().text()).isEqualTo("control-file"));
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        var bytes = "name,rows\né,1\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(((ControlReading.Unreadable) ControlListReader.read(new ByteArrayInputStream(bytes)))
                        .findings()
                        .first())
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).isEqualTo(2));
    }

    @Test
    void isBoundedInSizeNumberAndDepth() throws IOException {
        String files = IntStream.range(0, 10_000).mapToObj(i -> "f" + i).collect(Collectors.joining("\n"));
        assertThat(entries("name\n" + files)).hasSize(10_000);
        assertThat(first("name\n" + files + "\nanother"))
                .isEqualTo("10002: a control file announces at most 10,000 files");
        assertThat(first("name\n" + "\n".repeat(ControlListReader.MOST_BYTES)))
                .isEqualTo("0: a control file has at most 8,388,608 bytes");
        assertThat(first("{\"a\": " + "[".repeat(4_000_000))).contains("nested deeper than 50 levels");
        assertThat(findings("name\n" + "x\n".repeat(4_000_000)).total()).isEqualTo(10_000);
    }

    @Property
    void neverThrowsAnythingButSaysWhatItIs(@ForAll("almostLists") String text) throws IOException {
        ControlReading reading = read(text);
        if (reading instanceof ControlReading.Unreadable unreadable) {
            assertThat(unreadable.findings().total()).isPositive();
        }
    }

    @Provide
    Arbitrary<String> almostLists() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "\"",
                        ":",
                        ",",
                        "\"files\"",
                        "\"name\"",
                        "\"a\"",
                        "1",
                        "null",
                        "\\",
                        "\n",
                        "name",
                        "rows",
                        "key",
                        ";",
                        " ",
                        "\u0000",
                        "\uD800")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }
}
