package dev.millrace.flow.contracts;

import dev.millrace.contract.DataContract;
import java.nio.charset.StandardCharsets;

/// A place in a contract file, both counted from 1.
record Place(int line, int column) {
    private static final String PROPERTY = "millrace.keyPattern";

    /// Where the contract gives its key pattern: the pattern itself, or the property's name when the pattern stands
    /// before it or is written with escapes.
    static Place ofKeyPattern(DataContract contract, byte[] yaml) {
        String text = new String(yaml, StandardCharsets.UTF_8);
        int property = Math.max(text.indexOf(PROPERTY), 0);
        int pattern = text.indexOf(contract.keyPattern().text(), property);
        int index = pattern >= 0 ? pattern : property;
        String before = text.substring(0, index);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Place(line, index - before.lastIndexOf('\n'));
    }
}
