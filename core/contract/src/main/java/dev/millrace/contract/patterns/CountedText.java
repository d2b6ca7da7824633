package dev.millrace.contract.patterns;

/// A text that lets itself be looked at only so often, which bounds the steps of a search in it.
final class CountedText implements CharSequence {
    private static final int STEPS = 500_000;
    private static final int STEPS_PER_CHARACTER = 50;

    private final String text;
    private long left;

    CountedText(String text) {
        this.text = text;
        this.left = STEPS + (long) STEPS_PER_CHARACTER * text.length();
    }

    /// The search takes too long.
    static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new TooManySteps();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
