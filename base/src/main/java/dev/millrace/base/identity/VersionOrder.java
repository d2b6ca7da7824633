package dev.millrace.base.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Place of a version among the versions of its key: a text, and text order is upload order.
///
/// It comes from S3's sequencer, a hexadecimal number of which S3 says: right-pad the shorter one with zeros, then
/// compare as text (S3 user guide, "Event message structure"). All are padded to one length here. A version without
/// sequencer (no event told of it) gets a longer text just after its older neighbour's, which stays below any
/// sequencer that may come later.
///
/// @param text 64 upper-case hexadecimal digits, and more that end in 1 when no sequencer gave it
public record VersionOrder(String text) implements Comparable<VersionOrder> {
    private static final int DIGITS = 64;
    private static final Pattern SEQUENCER = Pattern.compile("[0-9A-F]{1,64}");
    private static final Pattern TEXT = Pattern.compile("[0-9A-F]{64}([0-9A-F]*1)?");

    /// Below every version.
    public static final VersionOrder FIRST = new VersionOrder("0".repeat(DIGITS));

    public VersionOrder {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("No order of versions: " + text);
        }
    }

    /// The order that a sequencer gives; empty when it is none that S3 sends.
    public static Optional<VersionOrder> of(@Nullable String sequencer) {
        String digits = sequencer == null ? "" : sequencer.toUpperCase(Locale.ROOT);
        return SEQUENCER.matcher(digits).matches()
                ? Optional.of(new VersionOrder(digits + "0".repeat(DIGITS - digits.length())))
                : Optional.empty();
    }

    /// An order just after this one.
    ///
    /// @param newer the next version's order, which the result stays below; empty when there is none
    /// @throws IllegalArgumentException when the next is not after this one
    public VersionOrder justAfter(Optional<VersionOrder> newer) {
        if (newer.isPresent() && newer.get().compareTo(this) <= 0) {
            throw new IllegalArgumentException("%s is not after %s".formatted(newer.get(), this));
        }
        var after = new StringBuilder(text);
        while (true) {
            var candidate = new VersionOrder(after + "1");
            if (newer.isEmpty() || candidate.compareTo(newer.get()) < 0) {
                return candidate;
            }
            after.append('0');
        }
    }

    @Override
    public int compareTo(VersionOrder other) {
        return text.compareTo(other.text);
    }
}
