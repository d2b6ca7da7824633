package dev.millrace.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTest {
    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "210365, 205.4 KiB", "5368709120, 5.0 GiB"})
    void saysSizesAsPeopleReadThem(long bytes, String expected) {
        assertThat(Listing.size(bytes)).isEqualTo(expected);
    }

    @Test
    void saysNothingForAnUnknownSize() {
        assertThat(Listing.size(-1)).isEmpty();
    }

    @Test
    void saysHowLongAgoSomethingWas() {
        assertThat(Listing.ago(Instant.now().minus(Duration.ofMinutes(90)))).isEqualTo("1 h ago");
        assertThat(Listing.ago(Instant.now().plusSeconds(5))).isEqualTo("0 s ago");
    }
}
