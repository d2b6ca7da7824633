package dev.millrace.formats;

import dev.millrace.contract.Contracts;
import dev.millrace.contract.DataContract;
import dev.millrace.formats.unpacking.Packed;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.rows.BadRow;
import dev.millrace.judging.rows.Row;
import dev.millrace.judging.rows.RowSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file, its contract and the verdict, as they stand in `file-cases.txt` and its like; the head of that file says
/// how.
///
/// @param latin1 the bytes of the file, each as the character of the same number
record FileCase(String statement, List<String> columns, String latin1, List<String> expected) {
    private static final List<String> FILES = List.of("file-cases.txt", "json-cases.txt", "packed-cases.txt");
    private static final Pattern BYTES = Pattern.compile("«([^»]*)»");

    static List<FileCase> all() {
        return FILES.stream().flatMap(file -> in(file).stream()).toList();
    }

    private static List<FileCase> in(String file) {
        try (var in = FileCase.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError(file + " is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("(?m)^== "))
                    .skip(1)
                    .map(FileCase::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileCase parse(String block) {
        List<String> columns = new ArrayList<>();
        String file = "";
        List<String> expected = new ArrayList<>();
        List<String> lines = block.lines().filter(line -> !line.isBlank()).toList();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("> ")) {
                columns.add(line.substring(2));
            } else if (line.startsWith("|")) {
                file += latin1(line.substring(1));
            } else if (line.startsWith("= ")) {
                file = packed(file, line.substring(2));
            } else {
                expected.add(line);
            }
        }
        return new FileCase(lines.get(0), columns, file, expected);
    }

    private static String packed(String latin1, String compression) {
        byte[] file = latin1.getBytes(StandardCharsets.ISO_8859_1);
        byte[] packed = compression.equals("gzip") ? Packed.gzip(file) : Packed.zstd(file);
        return new String(packed, StandardCharsets.ISO_8859_1);
    }

    private static String latin1(String visible) {
        String latin = new String(
                visible.replace("␊", "\n")
                        .replace("␍", "\r")
                        .replace("⇥", "\t")
                        .replace("␀", "\0")
                        .replace("·", " ")
                        .getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
        String mark = new String("«".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String end = new String("»".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return BYTES.matcher(latin.replace(mark, "«").replace(end, "»"))
                .replaceAll(match -> Matcher.quoteReplacement(raw(match.group(1))));
    }

    /// `EF BB BF`: these bytes; `20×abc`: that text twenty times.
    private static String raw(String inside) {
        String times = new String("×".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int at = inside.indexOf(times);
        return at < 0
                ? new String(HexFormat.ofDelimiter(" ").parseHex(inside), StandardCharsets.ISO_8859_1)
                : inside.substring(at + times.length()).repeat(Integer.parseInt(inside.substring(0, at)));
    }

    /// The verdict and, when it is good, the rows, in the words of the cases.
    List<String> judged() {
        DataContract contract = Contracts.of(columns.toArray(String[]::new));
        List<String> rows = new ArrayList<>();
        try {
            Verdict verdict = FileJudge.judge(
                    contract, new ByteArrayInputStream(latin1.getBytes(StandardCharsets.ISO_8859_1)), new RowSink() {
                        @Override
                        public void row(Row row) {
                            rows.add(RowText.of(contract, row));
                        }

                        @Override
                        public void setAside(BadRow row) {
                            rows.add(RowText.ofBad(contract, row));
                        }
                    });
            List<String> told = new ArrayList<>(VerdictText.of(verdict));
            if (verdict instanceof Verdict.Valid) {
                told.addAll(rows);
            }
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return statement;
    }
}
