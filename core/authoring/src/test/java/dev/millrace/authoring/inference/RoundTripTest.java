package dev.millrace.authoring.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.Formats;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.TypedText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables of many kinds are inferred and read by what was inferred: every value comes out as it went in, or inference
/// said that it does not.
class RoundTripTest {
    private static final int TABLES = 120;

    /// A value: how the file has it, and what it means.
    ///
    /// @param text as it stands in a field, or behind its quotes in JSON; null for no value
    /// @param json as JSON spells it
    /// @param meaning as [TypedText] writes it where the value is typed; equal to `text` for what must stay
    private record Value(String text, String json, String meaning) {
        static Value text(String text) {
            return new Value(text, quoted(text), text);
        }

        static Value number(String text) {
            return new Value(text, text, text);
        }

        static Value moment(String text, String meaning) {
            return new Value(text, quoted(text), meaning);
        }

        private static String quoted(String text) {
            StringBuilder json = new StringBuilder("\"");
            text.chars()
                    .forEach(c -> json.append(c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted(c) : (char) c));
            return json.append('"').toString();
        }

        /// Whether what was loaded is the same value.
        boolean is(String loaded) {
            return loaded.equals(text) || loaded.equals(meaning) || (isNumber() && isEqual(loaded));
        }

        /// Codes such as 007 and 1E5 are none.
        private boolean isNumber() {
            return text.matches("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+(?:[eE][-+]?[0-9]+)?)?") || json.equals(text);
        }

        private boolean isEqual(String loaded) {
            return loaded.matches("[-0-9.eE+]+") && new BigDecimal(loaded).compareTo(new BigDecimal(text)) == 0;
        }
    }

    private static final List<Function<Random, Value>> KINDS = List.of(
            random -> Value.number(String.valueOf(random.nextInt(1_000))),
            random -> Value.number(String.valueOf(random.nextLong())),
            random -> Value.number(new BigDecimal(random.nextInt())
                    .movePointLeft(random.nextInt(9))
                    .toPlainString()),
            random -> Value.number(String.format(Locale.ROOT, "%.2f", random.nextDouble() * 10_000)),
            random -> Value.number(String.valueOf(random.nextGaussian())),
            random -> Value.number(String.valueOf(random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300))),
            random -> Value.number(String.format(Locale.ROOT, "%.18e", random.nextGaussian())),
            random -> Value.number(random.nextInt(1_000_000) + "." + (random.nextLong() & Long.MAX_VALUE)),
            random -> Value.number(digits(random, 30 + random.nextInt(20))),
            random -> Value.text(String.format(Locale.ROOT, "%04d", random.nextInt(10_000))),
            random -> Value.text(random.nextInt(20) + (random.nextBoolean() ? "E" : "e") + random.nextInt(20)),
            random -> Value.text(random.nextInt(9) + (random.nextBoolean() ? "D" : "F")),
            random -> Value.text("0x" + Integer.toHexString(random.nextInt())),
            random -> Value.text(" " + random.nextInt(10) + " "),
            random -> Value.text(List.of("Y", "N", "", "x").get(random.nextInt(4))),
            random -> Value.text(List.of("a", "say \"x\"", "a\nb", "ä€😀", "a;b,c|d\te", " ", "'")
                    .get(random.nextInt(7))),
            random -> Value.text(List.of("1,5", "1.234,50", "€5", "5%", "5-", "(5)", ".5", "5.")
                    .get(random.nextInt(8))),
            random -> Value.text(random.nextInt(30) == 0 ? "N/A" : "1" + random.nextInt(10) + ",5"),
            random -> random.nextInt(30) == 0 ? Value.text("N/A") : Value.text(String.valueOf(10 + random.nextInt(9))),
            random -> date(random, "yyyy-MM-dd"),
            random -> date(random, "dd.MM.yyyy"),
            random -> date(random, "M/d/yyyy"),
            random -> date(random, "dd/MM/yy"),
            random -> date(random, "yyyyMMdd"),
            random -> date(random, "d-MMM-yy"),
            random -> moment(random, "yyyy-MM-dd HH:mm:ss", random.nextInt(86_400) * 1_000_000_000L),
            random -> moment(random, "yyyy-MM-dd'T'HH:mm:ss.SSSSSS", random.nextInt(1_000_000) * 1_000L),
            random -> moment(random, "yyyy-MM-dd HH:mm:ss.SSSSSSSSS", random.nextInt(1_000_000_000)),
            random -> Value.moment(random.nextInt(2) == 0 ? "TRUE" : "False", ""));

    private static String digits(Random random, int count) {
        return "1"
                + IntStream.range(1, count)
                        .mapToObj(i -> String.valueOf(random.nextInt(10)))
                        .collect(Collectors.joining());
    }

    private static LocalDate day(Random random) {
        return LocalDate.of(1930 + random.nextInt(120), 1, 1).plusDays(random.nextInt(365));
    }

    private static Value date(Random random, String pattern) {
        LocalDate day = day(random);
        String text = day.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
        return Value.moment(text, pattern.contains("yyyy") ? day.toString() : text);
    }

    private static Value moment(Random random, String pattern, long nanos) {
        LocalDateTime moment = LocalDateTime.of(day(random), LocalTime.ofNanoOfDay(nanos));
        String text = moment.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
        return Value.moment(text, moment.toString());
    }

    /// @param rows values; null for none
    private record Table(List<String> headers, List<List<Value>> rows) {
        static Table of(Random random) {
            int columns = 1 + random.nextInt(6);
            List<Function<Random, Value>> kinds = IntStream.range(0, columns)
                    .mapToObj(i -> KINDS.get(random.nextInt(KINDS.size())))
                    .toList();
            boolean holes = random.nextInt(3) == 0;
            int rows = 1 + random.nextInt(random.nextBoolean() ? 8 : 130);
            List<List<Value>> all = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                List<Value> values = new ArrayList<>();
                for (Function<Random, Value> kind : kinds) {
                    values.add(holes && random.nextInt(4) == 0 ? null : kind.apply(random));
                }
                all.add(values);
            }
            List<String> names =
                    List.of("id", "Id", "Größe", "a b", "born", "x,y", "say \"x\"", "2019", "email", "order", "");
            Set<String> headers = new HashSet<>();
            while (headers.size() < columns) {
                headers.add(names.get(random.nextInt(columns == 1 ? 10 : 11)));
            }
            return new Table(List.copyOf(headers), all);
        }

        String csv(char delimiter, String lineEnd) {
            StringBuilder text = new StringBuilder(line(headers, delimiter)).append(lineEnd);
            rows.forEach(row -> text.append(line(
                            row.stream()
                                    .map(value -> value == null ? null : value.text())
                                    .toList(),
                            delimiter))
                    .append(lineEnd));
            return text.toString();
        }

        /// A single column without a value is written as an empty text, which is another thing than no line.
        private static String line(List<String> fields, char delimiter) {
            return fields.stream()
                    .map(field -> field == null ? "" : written(field, delimiter))
                    .collect(Collectors.joining(String.valueOf(delimiter)));
        }

        private static String written(String field, char delimiter) {
            boolean bare = !field.isEmpty() && field.chars().noneMatch(c -> c == delimiter || c == '"' || c == '\n');
            return bare ? field : '"' + field.replace("\"", "\"\"") + '"';
        }

        String json(boolean lines) {
            List<String> objects = rows.stream()
                    .map(row -> IntStream.range(0, headers.size())
                            .mapToObj(i -> Value.quoted(headers.get(i)) + ":"
                                    + (row.get(i) == null ? "null" : row.get(i).json()))
                            .collect(Collectors.joining(",", "{", "}")))
                    .toList();
            return lines ? String.join("\n", objects) : "[" + String.join(",\n", objects) + "]";
        }
    }

    private static InferenceOptions options(String format, char delimiter) {
        return new InferenceOptions(
                "any." + format,
                Optional.empty(),
                Optional.of(format),
                Optional.of(delimiter),
                Optional.of(true),
                1_000,
                false);
    }

    /// Infers, reads by what is written, and compares each value.
    ///
    /// @return how many columns have another type than text
    private static long prove(Table table, byte[] file, InferenceOptions options, String shown) throws IOException {
        Inferred inferred = Inference.infer(FileBytes.of(file), options);
        if (inferred instanceof Inferred.Unusable unusable) {
            assertThat(unusable.reason()).as(shown).contains("none of its names has values of one kind");
            return 0;
        }
        Inferred.Written written = (Inferred.Written) inferred;
        assertThat(written.yaml()).doesNotContain("permissive");
        ParsedContract parsed = Formats.contract(written.yaml().getBytes(StandardCharsets.UTF_8));
        DataContract contract = ((ParsedContract.Accepted) parsed).contract();
        Set<Long> flawed = written.findings().stream()
                .flatMap(found -> found.first().stream())
                .map(Finding::line)
                .collect(Collectors.toSet());
        Map<String, Integer> places = new HashMap<>();
        IntStream.range(0, table.headers().size())
                .forEach(i -> places.put(table.headers().get(i), i));
        List<Column> columns = contract.columns();
        for (String header : places.keySet()) {
            boolean kept = columns.stream().anyMatch(column -> column.header().equals(header));
            boolean told = written.notKept().stream().anyMatch(words -> words.startsWith(header + " ("));
            assertThat(kept)
                    .as("%s of %s%n%s", header, shown, written.notKept())
                    .isNotEqualTo(told);
        }
        List<List<String>> loaded = new ArrayList<>();
        FileJudge.judge(
                contract,
                FileBytes.of(file),
                JudgingResources.usual(),
                row -> loaded.add(IntStream.range(0, columns.size())
                        .mapToObj(i -> row.isNull(i)
                                ? "<none>"
                                : TypedText.of(row, i, columns.get(i).type()))
                        .toList()));
        assertThat(loaded.size())
                .as("%s%n%s", shown, written)
                .isEqualTo(table.rows().size());
        // A name that is not kept and looks like one that is would be taken for it, so such files are refused.
        boolean alike = places.keySet().stream()
                .filter(header ->
                        columns.stream().noneMatch(column -> column.header().equals(header)))
                .anyMatch(header ->
                        columns.stream().anyMatch(column -> column.header().equalsIgnoreCase(header)));
        assertThat(flawed.isEmpty()).as("%s%n%s", shown, written).isNotEqualTo(alike);
        for (int row = 0; row < loaded.size(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                Value value = table.rows()
                        .get(row)
                        .get(Objects.requireNonNull(places.get(columns.get(i).header())));
                String text = loaded.get(row).get(i);
                boolean same = value == null
                        ? text.equals("<none>")
                        : value.is(text)
                                || (!value.text().isEmpty()
                                        && value.meaning().isEmpty()
                                        && value.text().equalsIgnoreCase(text));
                assertThat(same)
                        .as(
                                "%s: %s became %s as %s%n%s",
                                columns.get(i).header(),
                                value,
                                text,
                                columns.get(i).type(),
                                shown)
                        .isTrue();
            }
        }
        return columns.stream()
                .filter(column -> !(column.type() instanceof LogicalType.StringType))
                .count();
    }

    @Test
    void keepsEveryValueOfCsv() throws IOException {
        long typed = 0;
        for (int seed = 0; seed < TABLES; seed++) {
            Random random = new Random(seed);
            Table table = Table.of(random);
            if (table.headers().size() == 1 && table.rows().stream().anyMatch(row -> row.get(0) == null)) {
                continue;
            }
            char delimiter = ",;\t|".charAt(random.nextInt(4));
            String text = table.csv(delimiter, random.nextBoolean() ? "\n" : "\r\n");
            typed += prove(
                    table,
                    text.getBytes(StandardCharsets.UTF_8),
                    options("csv", delimiter),
                    "seed " + seed + "\n" + text);
        }
        assertThat(typed).isGreaterThan(TABLES);
    }

    @Test
    void keepsEveryValueOfJson() throws IOException {
        long typed = 0;
        for (int seed = 0; seed < TABLES; seed++) {
            Random random = new Random(seed);
            Table table = Table.of(random);
            boolean lines = random.nextBoolean();
            String text = table.json(lines);
            typed += prove(
                    table,
                    text.getBytes(StandardCharsets.UTF_8),
                    options(lines ? "jsonl" : "json", ','),
                    "seed " + seed + "\n" + text);
        }
        assertThat(typed).isGreaterThan(TABLES);
    }

    @Test
    void keepsEveryValueOfParquet(@TempDir Path folder) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (int seed = 0; seed < TABLES / 6; seed++) {
                Table table = Table.of(new Random(seed));
                if (table.headers().stream()
                                        .map(name -> name.toLowerCase(Locale.ROOT))
                                        .distinct()
                                        .count()
                                < table.headers().size()
                        || table.headers().contains("")) {
                    continue;
                }
                Path csv = folder.resolve("t.csv");
                Path file = folder.resolve("t" + seed + ".parquet");
                Files.writeString(csv, table.csv(',', "\n"));
                statement.execute("""
                        COPY (SELECT * FROM read_csv('%s', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true,
                            allow_quoted_nulls = false, null_padding = false, auto_detect = false, columns = {%s}))
                        TO '%s' (FORMAT parquet)""".formatted(
                                csv,
                                table.headers().stream()
                                        .map(name -> "'" + name.replace("'", "''") + "': 'VARCHAR'")
                                        .collect(Collectors.joining(", ")),
                                file));
                prove(table, Files.readAllBytes(file), options("parquet", ','), "seed " + seed);
            }
        }
    }
}
