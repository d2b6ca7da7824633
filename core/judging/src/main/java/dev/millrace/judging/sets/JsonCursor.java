package dev.millrace.judging.sets;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Goes through a JSON text (RFC 8259), strictly and without recursion.
final class JsonCursor {
    private static final int MOST_DEPTH = 50;
    private static final int LONGEST_STRING = 65_536;
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]{0,99})(?:\\.[0-9]{1,99})?(?:[eE][+-]?[0-9]{1,3})?");
    private static final Pattern WORD = Pattern.compile("true|false|null");
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;
    private int at;
    private int countedTo;
    private long line = 1;

    JsonCursor(String text) {
        this.text = text;
    }

    /// The line that is being read.
    long line() {
        while (countedTo < at) {
            line += text.charAt(countedTo++) == '\n' ? 1 : 0;
        }
        return line;
    }

    Malformed malformed(String problem) {
        return new Malformed(line(), "this is not JSON as it must be: " + problem);
    }

    private int peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : -1;
    }

    boolean takes(char wanted) {
        boolean there = peek() == wanted;
        at += there ? 1 : 0;
        return there;
    }

    void expect(char wanted) throws Malformed {
        if (!takes(wanted)) {
            throw malformed("here must be a '%c'%s".formatted(wanted, peek() < 0 ? ", and the file ends" : ""));
        }
    }

    void end() throws Malformed {
        if (peek() >= 0) {
            throw malformed("nothing may follow the closing '}'");
        }
    }

    /// Whether a list or an object comes next.
    boolean isNested() {
        return peek() == '[' || peek() == '{';
    }

    String string() throws Malformed {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            int c = at < text.length() ? text.charAt(at++) : -1;
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                throw malformed(c < 0 ? "a string is not closed" : "a string has a control character");
            }
            value.append(c == '\\' ? escaped() : (char) c);
            if (value.length() > LONGEST_STRING) {
                throw malformed("a string has more than %,d characters".formatted(LONGEST_STRING));
            }
        }
    }

    private char escaped() throws Malformed {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        if (c == 'u' && at + 4 <= text.length() && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        int index = ESCAPES.indexOf(c);
        if (index < 0) {
            throw malformed("a string has an unknown escape");
        }
        return ESCAPED.charAt(index);
    }

    /// The text of a string, number or boolean; null of null.
    @Nullable String scalar() throws Malformed {
        if (peek() == '"') {
            return string();
        }
        for (Pattern kind : new Pattern[] {NUMBER, WORD}) {
            Matcher matcher = kind.matcher(text).region(at, text.length());
            if (matcher.lookingAt()) {
                at = matcher.end();
                return matcher.group().equals("null") ? null : matcher.group();
            }
        }
        throw malformed("here must be a value");
    }

    /// Passes any value, however nested up to a bound.
    void skipValue() throws Malformed {
        StringBuilder open = new StringBuilder();
        do {
            if (isNested()) {
                open.append(takes('{') ? '}' : closingOfList());
                if (open.length() > MOST_DEPTH) {
                    throw malformed("nothing may be nested deeper than %d levels".formatted(MOST_DEPTH));
                }
                if (!closes(open)) {
                    memberName(open);
                    continue;
                }
            } else {
                scalar();
            }
            while (open.length() > 0 && !takes(',')) {
                if (!closes(open)) {
                    throw malformed("here must be a ',' or a '%c'".formatted(last(open)));
                }
            }
            memberName(open);
        } while (open.length() > 0);
    }

    private char closingOfList() throws Malformed {
        expect('[');
        return ']';
    }

    private static char last(StringBuilder open) {
        return open.charAt(open.length() - 1);
    }

    private boolean closes(StringBuilder open) {
        boolean closes = takes(last(open));
        if (closes) {
            open.setLength(open.length() - 1);
        }
        return closes;
    }

    /// Passes the name of a member, when an object is open.
    private void memberName(StringBuilder open) throws Malformed {
        if (open.length() > 0 && last(open) == '}') {
            string();
            expect(':');
        }
    }
}
