package dev.millrace.judging.sets;

import dev.millrace.contract.Printable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a control file says of one file.
///
/// @param line of the control file where it begins, from 1
/// @param name the file: the end of its key from a slash on, or its whole key
/// @param isKey whether `name` is the whole key
/// @param rows records without the header; null when it does not say
/// @param bytes size; null when it does not say
/// @param sha256 lowercase hex; null when it does not say
/// @param md5 lowercase hex; null when it does not say
public record ControlEntry(
        long line,
        String name,
        boolean isKey,
        @Nullable Long rows,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable String md5) {
    private static final int SHOWN = 200;

    /// How a file differs from what is announced, for people, each with both values; empty when it agrees.
    public List<String> differences(FileFacts file) {
        List<String> differences = new ArrayList<>();
        differ(differences, "bytes", bytes, file.bytes());
        differ(differences, "rows", rows, file.rows());
        differ(differences, "SHA-256", sha256, file.sha256());
        differ(differences, "MD5", md5, file.md5());
        return differences;
    }

    private static <T> void differ(List<String> differences, String what, @Nullable T announced, @Nullable T found) {
        if (announced != null && !announced.equals(found)) {
            differences.add("its control file announces %s %s, and the file has %s"
                    .formatted(what, number(announced), found == null ? "another" : number(found)));
        }
    }

    private static String number(Object value) {
        return value instanceof Long number ? "%,d".formatted(number) : value.toString();
    }

    /// The name in one printable line.
    public String shownName() {
        return Printable.of(name, SHOWN);
    }
}
