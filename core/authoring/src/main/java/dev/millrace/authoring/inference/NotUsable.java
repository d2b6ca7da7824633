package dev.millrace.authoring.inference;

/// Why no contract can be written from a sample, in words for people.
final class NotUsable extends Exception {
    private static final long serialVersionUID = 1;

    NotUsable(String reason) {
        super(reason);
    }
}
