package dev.millrace.contract.temporal;

/// A part in brackets: read when it is there, passed over when it is not.
record OptionalSection(Element inner) implements Element {
    @Override
    public int read(byte[] bytes, int at, int end, TemporalFields into) {
        if (inner.isAtomic()) {
            int next = inner.read(bytes, at, end, into);
            return next == NO_MATCH ? absent(at, into) : next;
        }
        TemporalFields before = into.copy();
        int next = inner.read(bytes, at, end, into);
        if (next != NO_MATCH) {
            return next;
        }
        into.set(before);
        return absent(at, into);
    }

    private int absent(int at, TemporalFields into) {
        into.mismatch(at, inner);
        return at;
    }

    @Override
    public String described() {
        return inner.described();
    }
}
