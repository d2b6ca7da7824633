package dev.millrace.simulation;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An object that a partner uploaded, as the partner knows it.
final class Uploaded {
    final ObjectVersion version;
    final ObjectId oid;
    final Kind kind;
    final String text;
    final @Nullable Policy policy;
    final Instant at;

    /// Its place among the versions of its key, from 0.
    final int place;

    /// What S3 says of its place, in the events that tell of it.
    final String sequencer;

    /// When the partner deleted it; null when it is there, or Millrace moved it.
    @Nullable Instant deleted;

    /// Whether a person let it go on, or dropped it, when it was held.
    boolean decided;

    /// @param policy of its dataset; null when it has none
    Uploaded(
            ObjectVersion version,
            Kind kind,
            String text,
            @Nullable Policy policy,
            Instant at,
            int place,
            String sequencer) {
        this.version = version;
        this.oid = version.id();
        this.kind = kind;
        this.text = text;
        this.policy = policy;
        this.at = at;
        this.place = place;
        this.sequencer = sequencer;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    boolean sameKey(Uploaded other) {
        return version.key().equals(other.version.key());
    }

    /// Whether it is another object with the same bytes in the same dataset.
    boolean copyOf(Uploaded other) {
        return other != this && Objects.equals(policy, other.policy) && text.equals(other.text);
    }

    /// Whether another version of its key may count as newer: it is; or came within the same second and is there, while
    /// this one is not, and no event tells any more which was first.
    boolean mayGiveWayTo(Uploaded other) {
        return other.place > place
                || (other != this
                        && deleted != null
                        && other.deleted == null
                        && second(at).equals(second(other.at)));
    }

    private static Instant second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    Policy requirePolicy() {
        return Objects.requireNonNull(policy, "It has no dataset");
    }

    @Override
    public String toString() {
        return "%s %s (oid %s, version %d of its key, %s%s)"
                .formatted(
                        kind,
                        version,
                        oid.hex().substring(0, 8),
                        place,
                        policy == null ? "no dataset" : policy,
                        deleted == null ? "" : ", deleted at " + deleted);
    }
}
