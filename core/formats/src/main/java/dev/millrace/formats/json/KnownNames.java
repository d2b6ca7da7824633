package dev.millrace.formats.json;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The names that are asked for. What followed a name in the record before is tried first, so that records alike are
/// read without a search.
final class KnownNames {
    private final SortedNames sorted = new SortedNames();
    private final long[][] written;
    private final int[] lengths;
    private final int[] followers;
    private int last;

    /// @throws IllegalArgumentException if one stands twice
    KnownNames(List<String> names) {
        written = new long[names.size()][];
        lengths = new int[names.size()];
        followers = new int[names.size() + 1];
        for (int i = 0; i < names.size(); i++) {
            byte[] name = names.get(i).getBytes(StandardCharsets.UTF_8);
            int place = sorted.find(name, 0, name.length);
            if (place >= 0) {
                throw new IllegalArgumentException("A name stands twice: " + names.get(i));
            }
            sorted.insert(-1 - place, name, i);
            byte[] text = written(names.get(i));
            written[i] = Words.of(text);
            lengths[i] = text.length;
            followers[i] = i;
        }
    }

    /// As it stands in a record, with quotes and the colon.
    private static byte[] written(String name) {
        StringBuilder text = new StringBuilder("\"");
        name.chars().forEach(c -> {
            if (c < ' ') {
                text.append("\\u%04x".formatted(c));
            } else {
                text.append(c == '"' || c == '\\' ? "\\" : "").append((char) c);
            }
        });
        return text.append("\":").toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Starts with another record.
    void begin() {
        last = -1;
    }

    /// Where the name and colon at `at` end, if they are those that are expected next; else -1.
    int afterExpected(byte[] bytes, int at, int limit) {
        int expected = followers[last + 1];
        if (expected >= written.length) {
            return -1;
        }
        int end = at + lengths[expected];
        if (end > limit || !Words.equal(bytes, at, written[expected], lengths[expected])) {
            return -1;
        }
        last = expected;
        return end;
    }

    /// The number of the name that [#afterExpected] passed.
    int last() {
        return last;
    }

    /// The number of the name from `from` to `to` (excluded), which is without escapes; -1 when it is none of these.
    int find(byte[] bytes, int from, int to) {
        int place = sorted.find(bytes, from, to);
        if (place < 0) {
            return -1;
        }
        followers[last + 1] = sorted.number(place);
        last = sorted.number(place);
        return last;
    }
}
