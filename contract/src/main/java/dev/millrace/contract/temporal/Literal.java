package dev.millrace.contract.temporal;

import java.nio.charset.StandardCharsets;

/// Text that stands for itself.
final class Literal implements Element {
    private final byte[] text;

    Literal(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read(byte[] bytes, int at, int end, TemporalFields into) {
        return Element.startsWith(bytes, at, end, text) ? at + text.length : NO_MATCH;
    }
}
