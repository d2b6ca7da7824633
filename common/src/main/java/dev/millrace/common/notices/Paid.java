package dev.millrace.common.notices;

/// What came of notices that were owed.
///
/// @param sent how many were sent
/// @param counted how many were counted for a summary
/// @param owed how many are still owed
public record Paid(long sent, long counted, long owed) {
    static final Paid OWED = new Paid(0, 0, 1);

    static Paid of(Told told) {
        return switch (told) {
            case SENT -> new Paid(1, 0, 0);
            case COUNTED -> new Paid(0, 1, 0);
            case NOTHING -> new Paid(0, 0, 0);
        };
    }

    /// Both together.
    public Paid plus(Paid other) {
        return new Paid(sent + other.sent, counted + other.counted, owed + other.owed);
    }
}
