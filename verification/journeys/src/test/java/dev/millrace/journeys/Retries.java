package dev.millrace.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The retries of one visit of a state: each retrier counts its own.
final class Retries {
    private final JsonNode retriers;
    private final int[] used;

    Retries(JsonNode retriers) {
        this.retriers = retriers;
        this.used = new int[retriers.size()];
    }

    /// How long to wait before the next attempt, without jitter; null when there is none.
    @Nullable Duration waitAfter(StateError error) {
        for (int i = 0; i < retriers.size(); i++) {
            JsonNode retrier = retriers.get(i);
            if (covers(retrier, error)) {
                int before = used[i]++;
                return before < retrier.path("MaxAttempts").asInt(3) ? wait(retrier, before) : null;
            }
        }
        return null;
    }

    private static boolean covers(JsonNode retrier, StateError error) {
        return retrier.required("ErrorEquals").valueStream().anyMatch(name -> error.isCoveredBy(name.asText()));
    }

    private static Duration wait(JsonNode retrier, int before) {
        double seconds = retrier.path("IntervalSeconds").asDouble(1)
                * Math.pow(retrier.path("BackoffRate").asDouble(2), before);
        double most = retrier.path("MaxDelaySeconds").asDouble(Double.MAX_VALUE);
        return Duration.ofMillis((long) (Math.min(seconds, most) * 1000));
    }
}
