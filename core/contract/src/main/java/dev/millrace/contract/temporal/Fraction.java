package dev.millrace.contract.temporal;

/// The `least` to `most` digits of a second after its point.
record Fraction(int least, int most) implements Element {
    /// One to nine digits.
    static final Fraction OF_ISO = new Fraction(1, 9);

    private static final int[] NANOS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    @Override
    public int read(byte[] bytes, int at, int end, TemporalFields into) {
        int number = 0;
        int next = at;
        while (next < end && next - at < most && Element.isDigit(bytes[next])) {
            number = number * 10 + bytes[next++] - '0';
        }
        if (next - at < least) {
            return NO_MATCH;
        }
        into.nano = number * NANOS[next - at];
        return next;
    }

    @Override
    public String described() {
        return (least == most ? "" : least + " to ") + most + (most == 1 ? " digit" : " digits") + " of a second";
    }
}
