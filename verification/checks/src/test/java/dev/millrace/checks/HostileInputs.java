package dev.millrace.checks;

import dev.millrace.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The page that lists hostile inputs, and which tests it says try each.
///
/// @param file the page, from the checkout's root
/// @param rows names of test classes by number
/// @param repeated numbers that stand on the page twice
record HostileInputs(String file, Map<String, Set<String>> rows, List<String> repeated) {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (H\\d{3}) \\|.*\\|([^|]*)\\|$");
    private static final Pattern CLASS = Pattern.compile("`(\\w+)`");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"(H\\d{3})\"\\)");

    /// Folders that hold nobody's sources.
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".millrace");

    static HostileInputs read(String file) {
        return of(file, text(Checkout.root().resolve(file)));
    }

    static HostileInputs of(String file, String text) {
        var rows = new LinkedHashMap<String, Set<String>>();
        var repeated = new ArrayList<String>();
        ROW.matcher(text).results().forEach(row -> {
            if (rows.put(row.group(1), found(CLASS, row.group(2))) != null) {
                repeated.add(row.group(1));
            }
        });
        return new HostileInputs(file, rows, repeated);
    }

    /// Names of the test sources below a folder that have a tag, by tag.
    static Map<String, Set<String>> tags(Path folder) {
        var tags = new TreeMap<String, Set<String>>();
        testSources(folder).forEach(source -> {
            String name = String.valueOf(source.getFileName()).replace(".java", "");
            found(TAG, text(source))
                    .forEach(tag ->
                            tags.computeIfAbsent(tag, none -> new TreeSet<>()).add(name));
        });
        return tags;
    }

    /// What the page says of tests that is not so.
    List<String> untried(Map<String, Set<String>> tags) {
        var wrong = new ArrayList<String>();
        rows.forEach((number, tests) -> {
            if (tests.isEmpty()) {
                wrong.add("%s names no test that tries %s".formatted(file, number));
            }
            tests.stream()
                    .filter(test -> !tags.getOrDefault(number, Set.of()).contains(test))
                    .forEach(test -> wrong.add("%s says that %s tries %s, but no @Tag(\"%s\") is there"
                            .formatted(file, test, number, number)));
        });
        return wrong;
    }

    /// Tags of which the page says nothing.
    List<String> unlisted(Map<String, Set<String>> tags) {
        return tags.entrySet().stream()
                .filter(tag -> !rows.containsKey(tag.getKey()))
                .map(tag -> "%s has @Tag(\"%s\"), which %s does not list"
                        .formatted(String.join(", ", tag.getValue()), tag.getKey(), file))
                .toList();
    }

    private static List<Path> testSources(Path folder) {
        var sources = new ArrayList<Path>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (Files.isDirectory(entry) && !LEFT_OUT.contains(String.valueOf(entry.getFileName()))) {
                    sources.addAll(testSources(entry));
                } else if (isTestSource(entry)) {
                    sources.add(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static boolean isTestSource(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.endsWith(".java") && (path.contains("/src/test/") || path.contains("/testing/src/main/"));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(LinkedHashSet::new, Set::add, Set::addAll);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
