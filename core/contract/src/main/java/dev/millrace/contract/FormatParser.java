package dev.millrace.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads how files are written, of the `millrace.*` properties.
final class FormatParser {
    private static final List<String> FORMATS = List.of("csv", "jsonl", "json", "parquet");
    private static final List<String> CSV_ONLY = List.of("delimiter", "quote", "header");

    private final Problems problems;
    private final Map<String, YamlNode> values;

    /// @param values the properties' values, by name without prefix
    FormatParser(Problems problems, Map<String, YamlNode> values) {
        this.problems = problems;
        this.values = values;
    }

    FileFormat parse() {
        String format = text("format").orElse("csv");
        if (!FORMATS.contains(format)) {
            complain("format", "must be %s%s".formatted(String.join(" or ", FORMATS), Spelling.hint(format, FORMATS)));
        }
        if (FORMATS.contains(format) && !format.equals("csv")) {
            CSV_ONLY.forEach(name -> complain(name, "has a meaning only with millrace.format: csv; remove it"));
        }
        text("encoding")
                .filter(encoding -> !encoding.toLowerCase(Locale.ROOT).equals("utf-8"))
                .ifPresent(encoding -> complain(
                        "encoding",
                        "must be utf-8, with or without a byte order mark; convert files before they land"));
        return switch (format) {
            case "parquet" -> parquet();
            case "json", "jsonl" -> new JsonFormat(format.equals("jsonl"), maxRecordBytes());
            default -> csv();
        };
    }

    private FileFormat parquet() {
        for (String name : List.of("maxRecordBytes", "encoding", "compression")) {
            complain(name, "has no meaning with millrace.format: parquet; remove it");
        }
        return new ParquetFormat();
    }

    private CsvFormat csv() {
        char quote = quote();
        char delimiter = delimiter();
        boolean header = header();
        int maxRecordBytes = maxRecordBytes();
        if (quote == delimiter) {
            complain("quote", "must be another character than the delimiter");
            return CsvFormat.DEFAULT;
        }
        return new CsvFormat(delimiter, quote, header, maxRecordBytes);
    }

    private boolean header() {
        String header = text("header").orElse("present");
        if (!header.equals("present") && !header.equals("none")) {
            complain("header", "must be present or none");
        }
        return !header.equals("none");
    }

    private char delimiter() {
        String text = text("delimiter").orElse(",");
        if (text.length() == 1 && CsvFormat.canDelimit(text.charAt(0))) {
            return text.charAt(0);
        }
        complain(
                "delimiter",
                "a delimiter is one ASCII character such as \",\", \";\", \"|\" or \"\\t\" (in double quotes); it is no"
                        + " letter, digit, space, point, minus or double quote");
        return ',';
    }

    private char quote() {
        String text = text("quote").orElse("\"");
        if (text.equals("none")) {
            return CsvFormat.NO_QUOTE;
        }
        if (text.length() == 1 && CsvFormat.canQuote(text.charAt(0))) {
            return text.charAt(0);
        }
        complain(
                "quote",
                "a quote is one ASCII character such as '\"' or \"'\", no letter, digit, space or tab; or it is none, where"
                        + " quotes are characters like any other");
        return '"';
    }

    private int maxRecordBytes() {
        return whole(
                problems,
                values,
                "maxRecordBytes",
                FileFormat.DEFAULT_MAX_RECORD_BYTES,
                FileFormat.GREATEST_MAX_RECORD_BYTES);
    }

    /// The whole number from 1 to `most` called `name`.
    static int whole(Problems problems, Map<String, YamlNode> values, String name, int byDefault, int most) {
        YamlNode value = values.get(name);
        if (value == null) {
            return byDefault;
        }
        Optional<Integer> number = value.whole().filter(n -> n >= 1 && n <= most);
        if (number.isEmpty()) {
            problems.add(value, "must be a whole number from 1 to %d, without quotes".formatted(most));
        }
        return number.orElse(byDefault);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).flatMap(YamlNode::text);
    }

    private void complain(String name, String message) {
        Optional.ofNullable(values.get(name)).ifPresent(value -> problems.add(value, message));
    }
}
