package dev.millrace.judging.findings;

import dev.millrace.contract.FileCheck;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a file can break.
public enum Rule {
    /// The file has no bytes, or none but a byte order mark.
    FILE_EMPTY,
    /// The file is not packed as the contract says, is damaged, has bytes behind its packed data, or grows too big when
    /// it is unpacked.
    COMPRESSION,
    /// The file is of another kind, by its first bytes.
    FILE_KIND,
    /// The bytes are no Parquet that can be read, or none that may be.
    PARQUET,
    /// The header line cannot be read as one.
    HEADER,
    /// The columns are not the contract's.
    SCHEMA,
    /// The bytes are not UTF-8.
    ENCODING,
    /// There is a NUL byte.
    NUL_BYTE,
    /// A quote is where none may be, or is never closed.
    QUOTING,
    /// A carriage return stands alone, outside quotes.
    LINE_ENDING,
    /// The text is not JSON, or not JSON objects one a line or in one array.
    SYNTAX,
    /// Values are nested too deep.
    NESTING,
    /// A name stands twice in an object.
    DUPLICATE_NAME,
    /// A line has nothing, or nothing but blanks.
    BLANK_LINE,
    /// U+FEFF stands inside the text.
    BYTE_ORDER_MARK,
    /// A record has fields, and nothing stands in them.
    EMPTY_ROW,
    /// The end-of-file character of DOS stands at the end of the file or at the start of a record.
    END_OF_FILE_CHARACTER,
    /// A record has the names of the columns.
    HEADER_REPEATED,
    /// Some lines end in LF, others in CRLF.
    MIXED_LINE_ENDS,
    /// The last record has no line end.
    NO_LINE_END,
    /// Lines inside the quotes of one record would be records of their own.
    RECORDS_IN_QUOTES,
    /// A record is longer than `millrace.maxRecordBytes`.
    RECORD_SIZE,
    /// A record has more or fewer fields than there are columns.
    COLUMN_COUNT,
    /// A required column has no value.
    REQUIRED,
    /// A value is not of its column's type, or the type cannot hold it exactly.
    TYPE,
    /// A text is too short.
    MIN_LENGTH,
    /// A text is too long.
    MAX_LENGTH,
    /// A text does not match the column's pattern, or the pattern takes too long to tell.
    PATTERN,
    /// A text does not have the column's format.
    FORMAT,
    /// A value is below the column's least.
    MINIMUM,
    /// A value is above the column's greatest.
    MAXIMUM,
    /// A number is not a multiple of what it must be.
    MULTIPLE_OF,
    /// A value is none of those that the contract lists.
    ENUM,
    /// A value of a column comes up twice in the file, where it must not.
    UNIQUE,
    /// Two rows of the file have the same primary key.
    PRIMARY_KEY,
    /// A rule of the contract's quality is broken.
    QUALITY,
    /// More rows cannot be loaded than may be set aside.
    BAD_ROWS,
    /// A value cannot name a partition's folder.
    PARTITION_VALUE,
    /// The file has rows for more partitions than one file may.
    PARTITION_COUNT,
    /// A file is not what its control file announces, or the control file cannot be read.
    CONTROL_FILE;

    private static final Set<Rule> OF_ROWS = EnumSet.of(
            ENCODING,
            NUL_BYTE,
            QUOTING,
            LINE_ENDING,
            SYNTAX,
            NESTING,
            DUPLICATE_NAME,
            COLUMN_COUNT,
            REQUIRED,
            TYPE,
            MIN_LENGTH,
            MAX_LENGTH,
            PATTERN,
            FORMAT,
            MINIMUM,
            MAXIMUM,
            MULTIPLE_OF,
            ENUM,
            PARTITION_VALUE);
    private static final Set<Rule> ONLY_VALUES =
            EnumSet.of(MIN_LENGTH, MAX_LENGTH, PATTERN, FORMAT, MINIMUM, MAXIMUM, MULTIPLE_OF, ENUM);

    /// Whether one row breaks it, so that the row can be set aside.
    boolean isOfRows() {
        return OF_ROWS.contains(this);
    }

    /// Whether a value that breaks it can be loaded all the same.
    boolean canBeWarnedOf() {
        return ONLY_VALUES.contains(this);
    }

    /// The rule of a check, which is spelled alike.
    public static Rule of(FileCheck check) {
        return switch (check) {
            case BLANK_LINE -> BLANK_LINE;
            case BYTE_ORDER_MARK -> BYTE_ORDER_MARK;
            case EMPTY_ROW -> EMPTY_ROW;
            case END_OF_FILE_CHARACTER -> END_OF_FILE_CHARACTER;
            case HEADER_REPEATED -> HEADER_REPEATED;
            case MIXED_LINE_ENDS -> MIXED_LINE_ENDS;
            case NO_LINE_END -> NO_LINE_END;
            case RECORDS_IN_QUOTES -> RECORDS_IN_QUOTES;
        };
    }

    /// The rule that is written as `text`; empty when there is none.
    public static Optional<Rule> ofText(String text) {
        return Arrays.stream(values()).filter(rule -> rule.text().equals(text)).findFirst();
    }

    /// How it is written in findings and notices, such as `column-count`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
