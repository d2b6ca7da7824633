package dev.millrace.startbatches;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a schedule, or a person, sends.
///
/// @param cadence `daily` or `monthly`
/// @param time when the batches are due, ISO 8601 in UTC: the same for each delivery of one event; null for now
/// @param dataset the only dataset to be taken; null for all of the cadence
@JsonIgnoreProperties(ignoreUnknown = true)
record BatchesDue(
        @JsonProperty(required = true) String cadence,
        @Nullable String time,
        @Nullable String dataset) {
    /// By so much clocks may differ.
    private static final Duration CLOCKS = Duration.ofMinutes(5);

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

    /// When they are due: by the function's own clock, unless the event says so.
    ///
    /// @throws IllegalArgumentException when it is no time, or one that is still to come. A batch of the
    /// future would be taken for newer than all that come before it
    Instant due(Instant now) {
        if (time == null) {
            return now;
        }
        Instant due = parsed(time);
        if (due.isAfter(now.plus(CLOCKS))) {
            throw new IllegalArgumentException(
                    "The time %s is still to come: it is %s now. Leave the time out, and batches start now"
                            .formatted(due, now));
        }
        return due;
    }

    private static Instant parsed(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "The time must be such as 2026-11-21T02:00:00Z, not '%s'".formatted(Printable.of(time)), e);
        }
    }
}
