package dev.millrace.contract.temporal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A name of UTC, in letters of either case. Names of other zones have no one meaning (`CST` has three), so none is
/// read.
final class ZoneElement implements Element {
    /// The longer before what it begins with.
    private static final List<byte[]> NAMES = List.of("utc", "gmt", "ut", "z").stream()
            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
            .toList();

    @Override
    public int read(byte[] bytes, int at, int end, TemporalFields into) {
        for (byte[] name : NAMES) {
            if (Element.startsWith(bytes, at, end, name)) {
                into.offsetGiven = true;
                return at + name.length;
            }
        }
        return NO_MATCH;
    }

    @Override
    public String described() {
        return "UTC, GMT or Z";
    }
}
