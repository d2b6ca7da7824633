package dev.millrace.contract.temporal;

/// A number of `least` to `most` ASCII digits, as many as there are.
record Digits(int least, int most, Part part) implements Element {
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
        into.set(part, number);
        return next;
    }

    @Override
    public String described() {
        return (least == most ? "" : least + " or ") + most + " digits of the " + part.described();
    }
}
