package dev.millrace.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.millrace.judging.sets.ControlListReader;
import dev.millrace.judging.sets.ControlReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;

class ControlFileFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyFileIsReadOrRefused(byte[] file) throws IOException {
        ControlReading reading = ControlListReader.read(new ByteArrayInputStream(file));
        assertThat(ControlListReader.read(new ByteArrayInputStream(file))).isEqualTo(reading);
    }
}
