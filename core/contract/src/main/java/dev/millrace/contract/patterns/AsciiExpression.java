package dev.millrace.contract.patterns;

import java.util.List;

/// A part of a regular expression, seen by texts that are ASCII.
sealed interface AsciiExpression {
    /// One character: a bit for each that it may be, of the first 64 and of the others.
    record One(long low, long high) implements AsciiExpression {
        boolean has(int c) {
            return ((c < 64 ? low : high) >>> c & 1) != 0;
        }
    }

    /// All of `parts`, one after the other.
    record Chain(List<AsciiExpression> parts) implements AsciiExpression {}

    /// One of `branches`.
    record Choice(List<AsciiExpression> branches) implements AsciiExpression {}

    /// `inner` again and again.
    ///
    /// @param most [#ENDLESS] for any number of times
    record Repeat(AsciiExpression inner, int least, int most) implements AsciiExpression {
        static final int ENDLESS = Integer.MAX_VALUE;
    }

    /// The text's beginning or its end.
    record Edge(boolean end) implements AsciiExpression {}
}
