package dev.millrace.startbatches;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Printable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a schedule, or a person, sends.
///
/// @param cadence `daily` or `monthly`
/// @param time when the batches are due, ISO 8601 in UTC: the same for each delivery of one event
/// @param dataset the only dataset to be taken; null for all of the cadence
@JsonIgnoreProperties(ignoreUnknown = true)
record BatchesDue(
        @JsonProperty(required = true) String cadence,
        @JsonProperty(required = true) String time,
        @Nullable String dataset) {

    /// The cadence.
    ///
    /// @throws IllegalArgumentException when it is none of which batches are
    Cadence ofCadence() {
        return Arrays.stream(Cadence.values())
                .filter(c -> c != Cadence.ON_ARRIVAL && c.text().equals(cadence))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Batches are daily or monthly, not '%s'".formatted(Printable.of(cadence))));
    }

    /// When they are due.
    ///
    /// @throws IllegalArgumentException when it is no time
    Instant due() {
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "The time must be such as 2026-11-21T02:00:00Z, not '%s'".formatted(Printable.of(time)), e);
        }
    }
}
