package dev.millrace.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// A message of HTTP/1.1 as it stood on the wire (RFC 9112), held in memory. Bodies have a length or are chunked: one
/// that only the end of the connection ends is none that the local cloud or an SDK sends.
final class HttpMessage {
    private static final Set<String> STATUSES_WITHOUT_BODY = Set.of("204", "304");

    private final String head;
    private final byte[] body;

    private HttpMessage(String head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    /// An answer.
    ///
    /// @param status such as `503 Slow Down`
    static HttpMessage answer(String status, String type, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return new HttpMessage(
                "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n".formatted(status, type, body.length),
                body);
    }

    /// Reads the next request; where its sender waits to be asked for the body, the body is asked for.
    ///
    /// @return empty when the sender has hung up
    static Optional<HttpMessage> nextRequest(InputStream from, OutputStream to) throws IOException {
        String head = head(from);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        if (header(head, "Expect").isPresent()) {
            to.write(bytes("HTTP/1.1 100 Continue\r\n\r\n"));
            to.flush();
        }
        return Optional.of(new HttpMessage(head, body(head, from)));
    }

    /// Reads the answer to a request, without those that only announce it.
    ///
    /// @throws EOFException when there is none, or only a part of it
    static HttpMessage answerTo(HttpMessage request, InputStream from) throws IOException {
        String head = head(from);
        while (head.startsWith("HTTP/1.1 1")) {
            head = head(from);
        }
        if (head.isEmpty()) {
            throw new EOFException("No answer came");
        }
        boolean bare = request.method().equals("HEAD") || STATUSES_WITHOUT_BODY.contains(word(head, 1));
        return new HttpMessage(head, bare ? new byte[0] : body(head, from));
    }

    /// Of a request.
    String method() {
        return word(head, 0);
    }

    /// Path and query of a request, as sent.
    String target() {
        return word(head, 1);
    }

    /// The first value of a header.
    Optional<String> header(String name) {
        return header(head, name);
    }

    /// The body as text, with the sizes of its chunks when it has some.
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// Writes the message byte by byte as it was read.
    void writeTo(OutputStream to) throws IOException {
        to.write(bytes(head));
        to.write(body);
        to.flush();
    }

    /// Writes an answer without the second half of its content. The head announces all of it by its length, as S3 does:
    /// a client that does not count is not told that it broke off.
    void writeHalfTo(OutputStream to) throws IOException {
        byte[] content = content();
        to.write(bytes(head.replaceFirst("(?i)transfer-encoding: *chunked", "Content-Length: " + content.length)));
        to.write(content, 0, content.length / 2);
        to.flush();
    }

    /// The body without what frames its chunks.
    private byte[] content() throws IOException {
        if (header("Transfer-Encoding").isEmpty()) {
            return body;
        }
        var framed = new ByteArrayInputStream(body);
        var content = new ByteArrayOutputStream();
        for (int size = chunkSize(line(framed)); size > 0; size = chunkSize(line(framed))) {
            content.writeBytes(exactly(size, framed));
            line(framed);
        }
        return content.toByteArray();
    }

    private static Optional<String> header(String head, String name) {
        String start = name + ":";
        return head.lines()
                .skip(1)
                .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }

    private static String word(String head, int index) {
        return head.split("[ \r]", -1)[index];
    }

    /// Start line and headers with the empty line that ends them; empty at the end of the stream.
    private static String head(InputStream from) throws IOException {
        var head = new StringBuilder();
        String line = line(from);
        while (!line.isBlank()) {
            head.append(line);
            line = line(from);
        }
        if (line.isEmpty() && !head.isEmpty()) {
            throw new EOFException("The headers broke off");
        }
        return head.isEmpty() ? "" : head.append(line).toString();
    }

    /// A line with its end; empty at the end of the stream.
    private static String line(InputStream from) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = from.read();
        while (next >= 0) {
            line.write(next);
            next = next == '\n' ? -1 : from.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] body(String head, InputStream from) throws IOException {
        if (header(head, "Transfer-Encoding").isPresent()) {
            return chunks(from);
        }
        return exactly(header(head, "Content-Length").map(Integer::parseInt).orElse(0), from);
    }

    private static byte[] chunks(InputStream from) throws IOException {
        var chunks = new ByteArrayOutputStream();
        int size;
        do {
            String line = line(from);
            size = chunkSize(line);
            chunks.writeBytes(bytes(line));
            chunks.writeBytes(exactly(size == 0 ? 0 : size + 2, from));
        } while (size > 0);
        String trailer;
        do {
            trailer = line(from);
            chunks.writeBytes(bytes(trailer));
        } while (!trailer.isBlank());
        return chunks.toByteArray();
    }

    private static int chunkSize(String line) {
        return Integer.parseInt(line.split("[;\r]", -1)[0].strip(), 16);
    }

    private static byte[] exactly(int length, InputStream from) throws IOException {
        byte[] bytes = from.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The body broke off after %d of %d bytes".formatted(bytes.length, length));
        }
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
