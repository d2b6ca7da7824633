package dev.millrace.formats.csv;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.FileFormat;
import dev.millrace.contract.parsing.SettingValues;
import dev.millrace.formats.adapters.FormatAdapter;
import dev.millrace.judging.RecordJudge;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/// CSV.
public final class CsvFiles implements FormatAdapter {
    @Override
    public List<String> names() {
        return List.of("csv");
    }

    @Override
    public Set<String> ownSettings() {
        return Set.of("delimiter", "quote", "header");
    }

    @Override
    public FileFormat parse(String name, SettingValues settings) {
        char quote = quote(settings);
        char delimiter = delimiter(settings);
        boolean header = header(settings);
        int maxRecordBytes = settings.maxRecordBytes();
        if (quote == delimiter) {
            settings.complain("quote", "must be another character than the delimiter");
            return CsvFormat.DEFAULT;
        }
        return new CsvFormat(delimiter, quote, header, maxRecordBytes);
    }

    private static boolean header(SettingValues settings) {
        String header = settings.text("header").orElse("present");
        if (!header.equals("present") && !header.equals("none")) {
            settings.complain("header", "must be present or none");
        }
        return !header.equals("none");
    }

    private static char delimiter(SettingValues settings) {
        String text = settings.text("delimiter").orElse(",");
        if (text.length() == 1 && CsvFormat.canDelimit(text.charAt(0))) {
            return text.charAt(0);
        }
        settings.complain(
                "delimiter",
                "a delimiter is one ASCII character such as \",\", \";\", \"|\" or \"\\t\" (in double quotes); it is no"
                        + " letter, digit, space, point, minus or double quote");
        return ',';
    }

    private static char quote(SettingValues settings) {
        String text = settings.text("quote").orElse("\"");
        if (text.equals("none")) {
            return CsvFormat.NO_QUOTE;
        }
        if (text.length() == 1 && CsvFormat.canQuote(text.charAt(0))) {
            return text.charAt(0);
        }
        settings.complain(
                "quote",
                "a quote is one ASCII character such as '\"' or \"'\", no letter, digit, space or tab; or it is none, where"
                        + " quotes are characters like any other");
        return '"';
    }

    @Override
    public boolean judge(DataContract contract, InputStream bytes, RecordJudge records) throws IOException {
        return new CsvJudge(contract, (CsvFormat) contract.format(), bytes, records).judge();
    }
}
