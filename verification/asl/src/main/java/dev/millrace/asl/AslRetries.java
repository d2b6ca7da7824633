package dev.millrace.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// The retries of one visit of a state: each retrier counts its own.
final class AslRetries {
    private static final int USUAL_ATTEMPTS = 3;

    private final JsonNode retriers;
    private final DoubleSupplier chance;
    private final int[] used;

    /// @param chance from 0 to 1: how much of a wait with full jitter is waited
    AslRetries(JsonNode retriers, DoubleSupplier chance) {
        this.retriers = retriers;
        this.chance = chance;
        this.used = new int[retriers.size()];
    }

    /// How long to wait before the next attempt; null when there is none.
    @Nullable Duration waitAfter(AslError error) {
        for (int i = 0; i < retriers.size(); i++) {
            JsonNode retrier = retriers.get(i);
            if (covers(retrier, error)) {
                int before = used[i]++;
                return before < retrier.path("MaxAttempts").asInt(USUAL_ATTEMPTS) ? wait(retrier, before) : null;
            }
        }
        return null;
    }

    /// Whether a retrier or catcher names an error.
    static boolean covers(JsonNode rule, AslError error) {
        return rule.required("ErrorEquals").valueStream().anyMatch(name -> error.isCoveredBy(name.asText()));
    }

    private Duration wait(JsonNode retrier, int before) {
        double seconds = retrier.path("IntervalSeconds").asDouble(1)
                * Math.pow(retrier.path("BackoffRate").asDouble(2), before);
        double most = retrier.path("MaxDelaySeconds").asDouble(Double.MAX_VALUE);
        double share = retrier.path("JitterStrategy").asText().equals("FULL") ? chance.getAsDouble() : 1;
        return Duration.ofMillis((long) (Math.min(seconds, most) * share * 1000));
    }
}
