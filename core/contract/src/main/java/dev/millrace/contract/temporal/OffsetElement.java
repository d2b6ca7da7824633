package dev.millrace.contract.temporal;

/// An offset from UTC: `Z` in either case, or a sign with hours and minutes.
///
/// @param zulu whether `Z` may stand for UTC
/// @param colon whether `+hh:mm` is allowed
/// @param plain whether `+hhmm` is allowed
/// @param hours whether `+hh` alone is allowed
record OffsetElement(boolean zulu, boolean colon, boolean plain, boolean hours) implements Element {
    /// `Z` or `+01:00`.
    static final OffsetElement OF_ISO = new OffsetElement(true, true, false, false);

    @Override
    public int read(byte[] bytes, int at, int end, TemporalFields into) {
        if (at >= end) {
            return NO_MATCH;
        }
        if (zulu && Element.lowerCase(bytes[at]) == 'z') {
            into.offsetGiven = true;
            return at + 1;
        }
        if ((bytes[at] != '+' && bytes[at] != '-') || !hasTwoDigits(bytes, at + 1, end)) {
            return NO_MATCH;
        }
        return minutes(bytes, at, end, into);
    }

    private int minutes(byte[] bytes, int at, int end, TemporalFields into) {
        int next = at + 3;
        int minutes = 0;
        if (colon && next < end && bytes[next] == ':' && hasTwoDigits(bytes, next + 1, end)) {
            minutes = twoDigits(bytes, next + 1);
            next += 3;
        } else if (plain && hasTwoDigits(bytes, next, end)) {
            minutes = twoDigits(bytes, next);
            next += 2;
        } else if (!hours) {
            return NO_MATCH;
        }
        if (minutes > 59) {
            return NO_MATCH;
        }
        int seconds = twoDigits(bytes, at + 1) * 3_600 + minutes * 60;
        into.offsetGiven = true;
        into.offsetSeconds = bytes[at] == '-' ? -seconds : seconds;
        return next;
    }

    private static boolean hasTwoDigits(byte[] bytes, int at, int end) {
        return at + 1 < end && Element.isDigit(bytes[at]) && Element.isDigit(bytes[at + 1]);
    }

    private static int twoDigits(byte[] bytes, int at) {
        return (bytes[at] - '0') * 10 + bytes[at + 1] - '0';
    }

    @Override
    public String described() {
        String number = colon ? "+01:00" : plain ? "+0100" : "+01";
        return "an offset such as " + number + (hours && !number.equals("+01") ? " or +01" : "")
                + (zulu ? " or Z" : "");
    }
}
