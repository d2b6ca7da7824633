package dev.millrace.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpMessageTest {
    private static final String GET = "GET /bucket/key HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET,
                "PUT /bucket/%C3%A4?versionId=1 HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\na\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\na\r\n\r\nA\r\n0123456789\r\n0\r\nT: 1\r\n\r\n"
            })
    void passesARequestOnByteByByte(String request) throws IOException {
        var written = new ByteArrayOutputStream();

        InputStream two = bytes(request + GET);
        HttpMessage.nextRequest(two, OutputStream.nullOutputStream())
                .orElseThrow()
                .writeTo(written);

        assertThat(written.toString(ISO_8859_1)).isEqualTo(request);
        assertThat(new String(two.readAllBytes(), ISO_8859_1)).isEqualTo(GET);
    }

    @Test
    void asksForTheBodyOfWhoWaitsToBeAsked() throws IOException {
        var asked = new ByteArrayOutputStream();

        HttpMessage request = HttpMessage.nextRequest(
                        bytes("PUT /b/k HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab"), asked)
                .orElseThrow();

        assertThat(asked.toString(ISO_8859_1)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        assertThat(request.text()).isEqualTo("ab");
    }

    @Test
    void leavesOutTheAnswerThatOnlyAsksForTheBody() throws IOException {
        HttpMessage answer = HttpMessage.answerTo(
                get(), bytes("HTTP/1.1 100 \r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd"));

        assertThat(answer.text()).isEqualTo("abcd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n3\r\nbcd\r\n0\r\n\r\n"
            })
    void cutsABodyInTheMiddleAndAnnouncesAllOfIt(String answer) throws IOException {
        var written = new ByteArrayOutputStream();

        HttpMessage.answerTo(get(), bytes(answer)).writeHalfTo(written);

        assertThat(written.toString(ISO_8859_1)).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
    }

    @Test
    void awaitsNoBodyWhereNoneComes() throws IOException {
        HttpMessage head = HttpMessage.nextRequest(bytes("HEAD /b/k HTTP/1.1\r\n\r\n"), OutputStream.nullOutputStream())
                .orElseThrow();

        assertThat(HttpMessage.answerTo(head, bytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"))
                        .text())
                .isEmpty();
        assertThat(HttpMessage.answerTo(get(), bytes("HTTP/1.1 204 \r\n\r\n")).text())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabc"
            })
    void refusesAnAnswerThatBreaksOff(String answer) throws IOException {
        HttpMessage get = get();

        assertThatThrownBy(() -> HttpMessage.answerTo(get, bytes(answer))).isInstanceOf(EOFException.class);
    }

    @Test
    void knowsWhenTheCallerHasHungUp() throws IOException {
        assertThat(HttpMessage.nextRequest(bytes(""), OutputStream.nullOutputStream()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "PUT,    /b/k,               x-amz-copy-source: b/j?versionId=1,           '',               CopyObject",
                "PUT,    /b/k,               Host: a,                                      '',               PutObject",
                "GET,    /b/k?versionId=1,   Host: a,                                      '',               GetObject",
                "GET,    /b?list-type=2,     Host: a,                                      '',               GET /b?list-type=2",
                "HEAD,   /b/k,               Host: a,                                      '',               HeadObject",
                "DELETE, /b/k?versionId=1,   Host: a,                                      '',               DeleteObject",
                "POST,   /,                  X-Amz-Target: DynamoDB_20120810.UpdateItem,   {},               UpdateItem",
                "POST,   /,                  Content-Type: application/x-www-form-urlencoded; charset=UTF-8, Action=Publish&Version=1, Publish"
            })
    void namesTheOperationOfARequest(String method, String target, String header, String body, String operation)
            throws IOException {
        String request = "%s %s HTTP/1.1\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(method, target, header, body.length(), body);

        assertThat(Fault.operation(HttpMessage.nextRequest(bytes(request), OutputStream.nullOutputStream())
                        .orElseThrow()))
                .isEqualTo(operation);
    }

    private static HttpMessage get() throws IOException {
        return HttpMessage.nextRequest(bytes(GET), OutputStream.nullOutputStream())
                .orElseThrow();
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }
}
