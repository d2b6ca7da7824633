package dev.millrace.judging.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
    private static final ByteRange RANGE = new ByteRange(4, 10);

    @Test
    void isAskedForWithItsLastByte() {
        assertThat(RANGE.header()).isEqualTo("bytes=4-13");
    }

    @Test
    void takesTheBytesThatWereAskedFor() {
        assertThatCode(() -> RANGE.check("the file", 206, "bytes 4-13/99", 10L)).doesNotThrowAnyException();
        assertThatCode(() -> RANGE.check("the file", null, "bytes 4-13/*", null))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "", textBlock = """
            200,              , 99
            200, bytes 4-13/99, 10
            206,              , 10
            206, bytes 0-9/99 , 10
            206, bytes 4-130/9, 10
            206, bytes 4-12/13, 9
            206, bytes 4-13/99, 11
            """)
    void refusesAnyOtherAnswer(int status, @Nullable String contentRange, long contentLength) {
        assertThatThrownBy(() -> RANGE.check("the file", status, contentRange, contentLength))
                .isInstanceOf(IOException.class)
                .hasMessage("the file was asked for bytes=4-13; the answer has status %d, Content-Range %s and %d bytes"
                        .formatted(status, contentRange, contentLength));
    }
}
