package dev.millrace.contract.patterns;

import dev.millrace.contract.patterns.AsciiExpression.Choice;
import dev.millrace.contract.patterns.AsciiExpression.Edge;
import dev.millrace.contract.patterns.AsciiExpression.One;
import dev.millrace.contract.patterns.AsciiExpression.Repeat;
import java.util.ArrayList;
import java.util.List;

/// Reads a regular expression of ECMAScript that [EcmaTranslator] accepts, but for what automata have not:
/// lookahead and word boundaries.
final class AsciiExpressionParser {
    private static final int DEEPEST = 50;
    private static final int LAST = 127;
    private static final String SPACES = "\t\n\u000B\f\r ";
    private static final String WORD = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private final String source;
    private int at;
    private int depth;

    private AsciiExpressionParser(String source) {
        this.source = source;
    }

    /// What there is no automaton for.
    static final class Unsupported extends Exception {
        private static final long serialVersionUID = 1;

        Unsupported(String what) {
            super(what, null, false, false);
        }
    }

    static AsciiExpression parse(String source) throws Unsupported {
        return new AsciiExpressionParser(source).choice();
    }

    private boolean sees(String text) {
        return source.startsWith(text, at);
    }

    private boolean skips(String text) {
        boolean seen = sees(text);
        at += seen ? text.length() : 0;
        return seen;
    }

    private AsciiExpression choice() throws Unsupported {
        if (++depth > DEEPEST) {
            throw new Unsupported("groups in groups");
        }
        List<AsciiExpression> branches = new ArrayList<>();
        do {
            branches.add(chain());
        } while (skips("|"));
        depth--;
        return new Choice(branches);
    }

    private AsciiExpression chain() throws Unsupported {
        List<AsciiExpression> parts = new ArrayList<>();
        while (at < source.length() && !sees("|") && !sees(")")) {
            parts.add(repeated(one()));
        }
        return new AsciiExpression.Chain(parts);
    }

    private AsciiExpression one() throws Unsupported {
        char c = source.charAt(at++);
        return switch (c) {
            case '(' -> group();
            case '[' -> characterClass();
            case '.' -> not(of("\n\r"));
            case '^', '$' -> new Edge(c == '$');
            case '\\' -> escape();
            default -> of(c);
        };
    }

    private AsciiExpression group() throws Unsupported {
        if (!skips("?:") && sees("?")) {
            throw new Unsupported("lookahead");
        }
        AsciiExpression inner = choice();
        if (!skips(")")) {
            throw new Unsupported("a group without its end");
        }
        return inner;
    }

    private AsciiExpression repeated(AsciiExpression one) {
        if (at >= source.length() || "*+?{".indexOf(source.charAt(at)) < 0) {
            return one;
        }
        int least = 0;
        int most = Repeat.ENDLESS;
        char quantifier = source.charAt(at++);
        if (quantifier == '+') {
            least = 1;
        } else if (quantifier == '?') {
            most = 1;
        } else if (quantifier == '{') {
            String counts = source.substring(at, source.indexOf('}', at));
            at += counts.length() + 1;
            int comma = counts.indexOf(',');
            least = Integer.parseInt(comma < 0 ? counts : counts.substring(0, comma));
            most = comma < 0 ? least : most;
            most = comma < 0 || comma == counts.length() - 1 ? most : Integer.parseInt(counts.substring(comma + 1));
        }
        // Whether it takes much or little decides where a match ends, not whether there is one.
        skips("?");
        return new Repeat(one, least, most);
    }

    private One characterClass() throws Unsupported {
        boolean negated = skips("^");
        One all = new One(0, 0);
        boolean first = true;
        while (!sees("]")) {
            if (at >= source.length() || (sees("-") && !first && !sees("-]"))) {
                throw new Unsupported("an unusual class");
            }
            all = or(all, member());
            first = false;
        }
        at++;
        return negated ? not(all) : all;
    }

    private One member() throws Unsupported {
        int begin = at;
        int from = character();
        if (!sees("-") || sees("-]")) {
            at = begin;
            char c = source.charAt(at++);
            return c == '\\' ? escapeInClass() : of(c);
        }
        at++;
        int to = character();
        if (from < 0 || to < 0) {
            throw new Unsupported("a range of classes");
        }
        One range = new One(0, 0);
        for (int c = from; c <= Math.min(to, LAST); c++) {
            range = or(range, of((char) c));
        }
        return range;
    }

    /// A single character of a class; -1 for an escape that stands for many.
    private int character() throws Unsupported {
        char c = source.charAt(at++);
        if (c != '\\') {
            return c;
        }
        One escaped = escapeInClass();
        int bits = Long.bitCount(escaped.low()) + Long.bitCount(escaped.high());
        int lowest = escaped.low() != 0
                ? Long.numberOfTrailingZeros(escaped.low())
                : 64 + Long.numberOfTrailingZeros(escaped.high());
        return bits == 1 ? lowest : -1;
    }

    private One escapeInClass() throws Unsupported {
        return skips("b") ? of('\b') : escape();
    }

    private One escape() throws Unsupported {
        char c = source.charAt(at++);
        return switch (c) {
            case 'd' -> of(WORD.substring(0, 10));
            case 'D' -> not(of(WORD.substring(0, 10)));
            case 'w' -> of(WORD);
            case 'W' -> not(of(WORD));
            case 's' -> of(SPACES);
            case 'S' -> not(of(SPACES));
            case 't' -> of('\t');
            case 'n' -> of('\n');
            case 'r' -> of('\r');
            case 'f' -> of('\f');
            case 'v' -> of('\u000B');
            case '0' -> of('\0');
            case 'x' -> hex(2);
            case 'u' -> hex(4);
            default -> identity(c);
        };
    }

    private static One identity(char c) throws Unsupported {
        if (WORD.indexOf(c) >= 0) {
            throw new Unsupported("\\" + c);
        }
        return of(c);
    }

    private One hex(int digits) {
        int c = Integer.parseInt(source.substring(at, at + digits), 16);
        at += digits;
        return of((char) c);
    }

    /// Nothing, when the character is not ASCII.
    private static One of(char c) {
        return c > LAST ? new One(0, 0) : c < 64 ? new One(1L << c, 0) : new One(0, 1L << c);
    }

    private static One of(String characters) {
        return characters.chars().mapToObj(c -> of((char) c)).reduce(new One(0, 0), AsciiExpressionParser::or);
    }

    private static One or(One a, One b) {
        return new One(a.low() | b.low(), a.high() | b.high());
    }

    private static One not(One one) {
        return new One(~one.low(), ~one.high());
    }
}
