package dev.millrace.local.jobs;

import java.nio.charset.StandardCharsets;

/// A body that nobody changes.
final class Bytes {
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    static Bytes of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] array() {
        return content.clone();
    }

    int length() {
        return content.length;
    }

    /// The content as UTF-8.
    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
