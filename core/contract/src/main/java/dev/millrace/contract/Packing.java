package dev.millrace.contract;

import java.util.Objects;

/// How files are packed, and how far they may grow when they are unpacked.
///
/// @param compression `none` by default
/// @param maxExpansion how many bytes one packed byte may become (`millrace.maxExpansion`); a file that grows beyond
/// it,
///     and beyond [#ALWAYS_ALLOWED], is refused where it does
public record Packing(Compression compression, int maxExpansion) {
    /// Unpacked bytes that any file may have, however small it is: 16 MiB.
    public static final long ALWAYS_ALLOWED = 16L << 20;

    /// The default of `millrace.maxExpansion`. Text seldom shrinks to less than a fiftieth; a bomb of gzip to a
    /// thousandth.
    public static final int DEFAULT_MAX_EXPANSION = 250;

    /// The greatest `millrace.maxExpansion`.
    public static final int GREATEST_MAX_EXPANSION = 100_000;

    /// Files as they are.
    public static final Packing NONE = new Packing(Compression.NONE, DEFAULT_MAX_EXPANSION);

    public Packing {
        Objects.requireNonNull(compression);
        if (maxExpansion < 1 || maxExpansion > GREATEST_MAX_EXPANSION) {
            throw new IllegalArgumentException(
                    "maxExpansion must be 1 to %d: %d".formatted(GREATEST_MAX_EXPANSION, maxExpansion));
        }
    }
}
