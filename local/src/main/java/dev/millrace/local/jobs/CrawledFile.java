package dev.millrace.local.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file below a crawler's target.
///
/// @param folders what stands between the target and its name: names and values of `name=value`, outermost first
record CrawledFile(String key, long size, List<Map.Entry<String, String>> folders) {
    private static final Pattern FOLDER = Pattern.compile("([^=/]+)=([^/]*)");

    CrawledFile {
        folders = List.copyOf(folders);
    }

    /// @param prefix of the target, which the key begins with
    /// @throws Refusal when a folder has no name, which no table here has
    static CrawledFile of(String key, long size, String prefix) {
        String[] parts = key.substring(prefix.length()).split("/", -1);
        var folders = new ArrayList<Map.Entry<String, String>>();
        for (int i = 0; i < parts.length - 1; i++) {
            Matcher folder = FOLDER.matcher(parts[i]);
            if (!folder.matches()) {
                throw new Refusal(
                        "InvalidInputException",
                        "%s: the crawler at home reads folders name=value only".formatted(key));
            }
            folders.add(Map.entry(folder.group(1), folder.group(2)));
        }
        return new CrawledFile(key, size, folders);
    }

    /// Names of the partition columns.
    List<String> keys() {
        return folders.stream().map(Map.Entry::getKey).toList();
    }

    /// Their values.
    List<String> values() {
        return folders.stream().map(Map.Entry::getValue).toList();
    }

    /// The key's folder, with a slash at its end.
    String folder() {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }

    /// Crawlers pass over what is empty, and what begins with `_` or `.`, as Hive does.
    static boolean isData(String key, long size, String prefix) {
        String inside = key.substring(prefix.length());
        return size > 0 && !Pattern.compile("(^|/)[._]").matcher(inside).find();
    }
}
