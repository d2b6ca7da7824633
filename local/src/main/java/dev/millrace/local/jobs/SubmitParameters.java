package dev.millrace.local.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The words of `sparkSubmitParameters`, such as `--conf spark.sql.session.timeZone=UTC --jars s3://…`.
///
/// @param mainClass empty when none is named
record SubmitParameters(String mainClass, List<String> jars, List<String> modules, Map<String, String> settings) {
    SubmitParameters {
        jars = List.copyOf(jars);
        modules = List.copyOf(modules);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /// @throws Refusal when there is a word that is not heeded at home
    static SubmitParameters of(String text) {
        var jars = new ArrayList<String>();
        var modules = new ArrayList<String>();
        var settings = new TreeMap<String, String>();
        String mainClass = "";
        List<String> words = words(text);
        for (int i = 0; i < words.size(); i += 2) {
            String value = i + 1 < words.size() ? words.get(i + 1) : "";
            switch (words.get(i)) {
                case "--class" -> mainClass = value;
                case "--name" -> settings.put("spark.app.name", value);
                case "--jars" -> jars.addAll(List.of(value.split(",", -1)));
                case "--py-files" -> modules.addAll(List.of(value.split(",", -1)));
                case "--conf" -> addSetting(settings, value);
                default ->
                    throw new Refusal("ValidationException", "At home sparkSubmitParameters has no " + words.get(i));
            }
        }
        return new SubmitParameters(mainClass, jars, modules, settings);
    }

    private static void addSetting(Map<String, String> settings, String value) {
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw new Refusal("ValidationException", "--conf needs name=value, not '%s'".formatted(value));
        }
        settings.put(value.substring(0, equals), value.substring(equals + 1));
    }

    /// Words between blanks; quotes keep blanks in a word.
    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        char quote = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (quote != 0 ? sign == quote : sign == '"' || sign == '\'') {
                quote = quote == 0 ? sign : 0;
                inWord = true;
            } else if (quote == 0 && Character.isWhitespace(sign)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                inWord = false;
            } else {
                word.append(sign);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
