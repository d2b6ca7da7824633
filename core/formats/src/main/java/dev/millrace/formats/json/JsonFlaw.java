package dev.millrace.formats.json;

/// Why a record could not be read.
public enum JsonFlaw {
    NONE(Sort.SYNTAX, ""),
    OBJECT(Sort.SYNTAX, "an object in braces must stand here"),
    ARRAY_IN_LINES(
            Sort.SYNTAX,
            "an array stands here; each line must be an object (or millrace.format must be json, for a file that is one"
                    + " array of objects)"),
    OBJECT_ALONE(
            Sort.SYNTAX,
            "the file begins with an object; it must be one array of objects (or millrace.format must be jsonl, for"
                    + " files with an object on each line)"),
    NOT_AN_ARRAY(Sort.SYNTAX, "the file must be one array of objects, which begins with a bracket"),
    NAME(Sort.SYNTAX, "a name in double quotes must stand here"),
    COLON(Sort.SYNTAX, "a colon must follow the name"),
    VALUE(Sort.SYNTAX, "a value must stand here: a string in double quotes, a number, true, false, null, {…} or […]"),
    COMMA(Sort.SYNTAX, "a comma or the end of the object or array must stand here"),
    TRAILING_COMMA(Sort.SYNTAX, "nothing follows a comma; remove it"),
    COMMENT(Sort.SYNTAX, "a comment stands here; JSON has none"),
    SINGLE_QUOTE(Sort.SYNTAX, "a single quote stands here; JSON has double quotes"),
    NOT_A_NUMBER(Sort.SYNTAX, "NaN and Infinity are no JSON numbers; null can stand for no value"),
    LEADING_ZERO(Sort.SYNTAX, "a number must not begin with a zero before other digits"),
    DIGIT(Sort.SYNTAX, "a digit must stand here: a number looks like 12, -0.5 or 1e3"),
    CONTROL(Sort.SYNTAX, "a control character stands in a string; it must be written as an escape such as \\n"),
    ESCAPE(Sort.SYNTAX, "a backslash begins an escape that JSON does not have"),
    LINE_ENDS(Sort.SYNTAX, "the line ends inside the object; each line must be a whole object"),
    FILE_ENDS(Sort.SYNTAX, "the file ends inside the object"),
    NOT_CLOSED(Sort.SYNTAX, "the file ends before the bracket that closes its array"),
    TEXT_AFTER_OBJECT(Sort.SYNTAX, "text follows the object; each line must be one object"),
    TEXT_AFTER_ARRAY(Sort.SYNTAX, "text follows the array; the file must be one array of objects"),
    END_OF_FILE_CHARACTER(
            Sort.SYNTAX, "an end-of-file character of DOS (0x1A, Ctrl-Z) stands here, outside a string; remove it"),
    NUL(Sort.NUL_BYTE, "a NUL byte stands here, as text in UTF-16 has; the file must be UTF-8"),
    NESTING(Sort.NESTING, "values are nested more than %d deep".formatted(JsonNesting.DEEPEST)),
    TOO_LONG(Sort.RECORD_SIZE, "the record is longer than millrace.maxRecordBytes allows");

    /// What a flaw breaks.
    public enum Sort {
        /// The text is not JSON, or not one object a line, or not one array of objects.
        SYNTAX,
        NUL_BYTE,
        NESTING,
        /// The record is too long to be kept in memory.
        RECORD_SIZE
    }

    private final Sort sort;
    private final String message;

    JsonFlaw(Sort sort, String message) {
        this.sort = sort;
        this.message = message;
    }

    public Sort sort() {
        return sort;
    }

    /// For people.
    public String message() {
        return message;
    }

    /// The flaw of a byte between the parts of a record, where `expected` tells what should be there.
    static JsonFlaw at(byte found, JsonFlaw expected) {
        return switch (found) {
            case 0 -> NUL;
            case '\n' -> LINE_ENDS;
            case 0x1A -> END_OF_FILE_CHARACTER;
            case '/', '#' -> COMMENT;
            case '\'' -> SINGLE_QUOTE;
            case 'N', 'I' -> expected == VALUE || expected == DIGIT || expected == OBJECT ? NOT_A_NUMBER : expected;
            default -> expected;
        };
    }
}
