package dev.millrace.contract.temporal;

import java.nio.charset.StandardCharsets;

/// Text that stands for itself, its ASCII letters in either case.
final class Literal implements Element {
    private final String written;
    private final byte[] text;

    Literal(String text) {
        this.written = text;
        this.text = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < this.text.length; i++) {
            this.text[i] = Element.lowerCase(this.text[i]);
        }
    }

    @Override
    public int read(byte[] bytes, int at, int end, TemporalFields into) {
        return Element.startsWith(bytes, at, end, text) ? at + text.length : NO_MATCH;
    }

    @Override
    public String described() {
        return written.isBlank() ? "a blank" : "'" + written + "'";
    }
}
