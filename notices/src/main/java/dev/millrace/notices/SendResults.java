package dev.millrace.notices;

/// What came of notices that were owed.
///
/// @param sent how many were sent
/// @param counted how many were counted for a summary
/// @param owed how many are still owed
public record SendResults(long sent, long counted, long owed) {
    static final SendResults OWED = new SendResults(0, 0, 1);

    static SendResults of(SendResult told) {
        return switch (told) {
            case SENT -> new SendResults(1, 0, 0);
            case COUNTED -> new SendResults(0, 1, 0);
            case NOTHING -> new SendResults(0, 0, 0);
        };
    }

    /// Both together.
    public SendResults plus(SendResults other) {
        return new SendResults(sent + other.sent, counted + other.counted, owed + other.owed);
    }
}
