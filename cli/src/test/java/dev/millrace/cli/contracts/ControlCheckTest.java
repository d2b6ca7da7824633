package dev.millrace.cli.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Main;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.testing.Samples;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files are compared with a control file where they lie.
class ControlCheckTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.write(folder.resolve("orders.odcs.yaml"), Samples.contract());
        Files.write(folder.resolve("good.csv"), Samples.good());
        Files.write(folder.resolve("bad.csv"), Samples.bad());
    }

    private int test(String list, String... files) throws IOException {
        Files.writeString(folder.resolve("all.ctl"), list);
        var words = new ArrayList<>(List.of(
                "contract",
                "test",
                "--contract",
                folder.resolve("orders.odcs.yaml").toString(),
                "--control",
                folder.resolve("all.ctl").toString()));
        for (String file : files) {
            words.add(folder.resolve(file).toString());
        }
        return Main.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
    }

    @Test
    void saysThatASetIsComplete() throws IOException, NoSuchAlgorithmException {
        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Samples.good()));

        assertThat(test("name,rows,md5\ngood.csv,3," + md5 + "\n", "good.csv")).isEqualTo(Exit.OK);

        assertThat(err.toString()).contains("The set of", "is complete (files: 1)");
        assertThat(out.toString()).contains("good.csv keeps the contract");
    }

    @Test
    void namesWhatDiffersAndWhatIsMissing() throws IOException {
        assertThat(test("name,rows\ngood.csv,4\nother.csv,1\n", "good.csv")).isEqualTo(Exit.REJECTED);

        assertThat(err.toString())
                .contains(
                        "good.csv: its control file announces rows 4, and the file has 3",
                        "all.ctl:2: there is no file good.csv that agrees",
                        "all.ctl:3: there is no file other.csv that agrees");
    }

    @Test
    void countsNoFileThatBreaksTheContract() throws IOException {
        assertThat(test("name\nbad.csv\n", "bad.csv")).isEqualTo(Exit.REJECTED);

        assertThat(err.toString()).contains("there is no file bad.csv that agrees");
    }

    @Test
    void namesFilesThatAreNotListed() throws IOException {
        assertThat(test("{\"files\": []}", "good.csv")).isEqualTo(Exit.REJECTED);

        assertThat(err.toString()).contains("good.csv: ", "all.ctl does not name it");
    }

    @Test
    void takesFilesByTheEndOfTheirKeys() throws IOException {
        assertThat(test("key\nevents/orders/good.csv\n", "good.csv")).isEqualTo(Exit.OK);
    }

    @Test
    void namesTheLinesOfAWrongControlFile() throws IOException {
        assertThat(test("name,rows\ngood.csv,many\n", "good.csv")).isEqualTo(Exit.REJECTED);

        assertThat(err.toString()).contains("all.ctl:2: 'rows' must be a whole number, not 'many'");
    }

    @Test
    void needsAReadableControlFile() throws IOException {
        Files.createDirectory(folder.resolve("none"));
        int status = Main.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "contract",
                "test",
                "--contract",
                folder.resolve("orders.odcs.yaml").toString(),
                "--control",
                folder.resolve("none").toString(),
                folder.resolve("good.csv").toString());

        assertThat(status).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("there is no readable file");
    }
}
