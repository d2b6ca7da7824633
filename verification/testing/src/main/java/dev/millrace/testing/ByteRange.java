package dev.millrace.testing;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A range of an object's bytes.
///
/// @param from the first byte
/// @param to behind the last byte
/// @param size of the whole object
/// @param whole whether no range was asked for
record ByteRange(int from, int to, int size, boolean whole) {
    private static final Pattern HEADER = Pattern.compile("bytes=([0-9]*)-([0-9]*)");

    /// The range of a GET's header `Range` (RFC 9110, section 14): `bytes=0-9`, `bytes=5-` or `bytes=-5`.
    static ByteRange asked(@Nullable String header, int size) {
        if (header == null) {
            return new ByteRange(0, size, size, true);
        }
        Matcher range = HEADER.matcher(header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            throw S3Refusal.notBuilt("the range " + header);
        }
        boolean suffix = range.group(1).isEmpty();
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(range.group(2));
        long from = suffix ? Math.max(0, size - last) : Long.parseLong(range.group(1));
        long to = suffix ? size : Math.min(size, last + 1);
        if (from >= to) {
            throw S3Refusal.of(416, "InvalidRange", "The requested range is not satisfiable");
        }
        return new ByteRange((int) from, (int) to, size, false);
    }

    /// The range of a part that is copied, which must lie within its source.
    static ByteRange copied(@Nullable String header, int size) {
        ByteRange range = asked(header, size);
        if (header != null && !header.equals("bytes=%d-%d".formatted(range.from, range.to - 1))) {
            throw S3Refusal.of(
                    400, "InvalidRequest", "Range specified is not valid for source object of size: " + size);
        }
        return range;
    }

    byte[] of(byte[] bytes) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /// The header `Content-Range` of the answer; null when it is the whole object.
    @Nullable String header() {
        return whole ? null : "bytes %d-%d/%d".formatted(from, to - 1, size);
    }
}
