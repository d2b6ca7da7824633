package dev.millrace.contract.temporal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// One of some English names, in letters of either case.
final class Names implements Element {
    private final String described;
    private final List<byte[]> names;
    private final Field field;

    /// Takes the number of the name that was read.
    @FunctionalInterface
    interface Field {
        /// Takes a number.
        ///
        /// @param number the position of the name, from 1
        void set(TemporalFields into, int number);
    }

    /// @param names in ASCII
    Names(String described, List<String> names, Field field) {
        this.described = described;
        this.names = names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII))
                .toList();
        this.field = field;
    }

    @Override
    public int read(byte[] bytes, int at, int end, TemporalFields into) {
        for (int i = 0; i < names.size(); i++) {
            if (Element.startsWith(bytes, at, end, names.get(i))) {
                field.set(into, i + 1);
                return at + names.get(i).length;
            }
        }
        return NO_MATCH;
    }

    @Override
    public String described() {
        return described;
    }
}
