package dev.millrace.judging.bytes;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Some of a file's bytes, as they are asked for over HTTP (RFC 9110, section 14).
///
/// @param position of the first byte, from 0
/// @param length how many there are, at least 1
public record ByteRange(long position, int length) {
    private static final int PARTIAL_CONTENT = 206;

    /// The value of the header `Range`, such as `bytes=0-9`.
    public String header() {
        return "bytes=%d-%d".formatted(position, last());
    }

    private long last() {
        return position + length - 1;
    }

    /// Checks that an answer has exactly these bytes. A service may leave the range out and send the whole file, whose
    /// bytes would be taken for others.
    ///
    /// @param title of the file, for people
    /// @param status of the answer; null when it is not known
    /// @param contentRange its header `Content-Range`; null when there is none
    /// @param contentLength how many bytes it says that it has; null when it does not say it
    /// @throws IOException if it has other bytes, which says nothing about the file
    public void check(
            String title, @Nullable Integer status, @Nullable String contentRange, @Nullable Long contentLength)
            throws IOException {
        boolean partial = status == null || status == PARTIAL_CONTENT;
        boolean sameRange = contentRange != null && contentRange.startsWith("bytes %d-%d/".formatted(position, last()));
        boolean sameLength = contentLength == null || contentLength == length;
        if (!partial || !sameRange || !sameLength) {
            throw new IOException("%s was asked for %s; the answer has status %s, Content-Range %s and %s bytes"
                    .formatted(title, header(), status, contentRange, contentLength));
        }
    }
}
