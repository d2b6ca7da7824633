package dev.millrace.judging.values;

import dev.millrace.contract.Column;
import dev.millrace.contract.LogicalType.StringType;
import dev.millrace.contract.StringFormat;
import dev.millrace.contract.patterns.EcmaPattern;
import dev.millrace.contract.patterns.EcmaSearch;
import dev.millrace.judging.findings.Evidence;
import dev.millrace.judging.findings.FindingsCollector;
import dev.millrace.judging.findings.Rule;
import dev.millrace.judging.rows.Cell;
import dev.millrace.judging.rows.RowValues;
import org.jspecify.annotations.Nullable;

/// Judges texts.
final class StringJudge extends CellJudge {
    private final StringType type;
    private final boolean lengthMatters;
    private final @Nullable EcmaSearch search;

    StringJudge(Column column, StringType type, int index, FindingsCollector tally) {
        super(column, index, tally, !type.equals(StringType.ANY));
        this.type = type;
        this.lengthMatters = type.minLength() > 0 || type.maxLength() < Integer.MAX_VALUE;
        this.search = type.pattern().map(EcmaPattern::searcher).orElse(null);
    }

    @Override
    public boolean reads(Cell cell, RowValues row) {
        row.setText(index(), cell);
        return true;
    }

    @Override
    boolean allows(RowValues row, Evidence cell) {
        boolean fits = !lengthMatters || hasLength(row, cell);
        boolean matches = search == null || hasPattern(search, row, cell);
        boolean shaped = type.format().isEmpty() || hasFormat(type.format().get(), row.stringValue(index()), cell);
        return fits && matches && shaped;
    }

    private boolean hasLength(RowValues row, Evidence cell) {
        int bytes = row.textBytes(index());
        // A character has one to four bytes: for most texts that says enough.
        if (bytes <= type.maxLength() && (bytes + 3) / 4 >= type.minLength()) {
            return true;
        }
        int length = Utf8.codePoints(row.bytes(index()), row.textStart(index()), row.textEnd(index()));
        if (length < type.minLength()) {
            return refuse(Rule.MIN_LENGTH, cell, "must have %d characters or more".formatted(type.minLength()));
        }
        return length <= type.maxLength()
                || refuse(Rule.MAX_LENGTH, cell, "must have %d characters or less".formatted(type.maxLength()));
    }

    private boolean hasPattern(EcmaSearch pattern, RowValues row, Evidence cell) {
        return switch (pattern.search(row.bytes(index()), row.textStart(index()), row.textEnd(index()))) {
            case FOUND -> true;
            case MISSING -> refuse(Rule.PATTERN, cell, "must match the pattern " + pattern.text());
            case GAVE_UP -> refuse(Rule.PATTERN, cell, "takes too long to match with the pattern " + pattern.text());
        };
    }

    private boolean hasFormat(StringFormat format, String text, Evidence cell) {
        return format.matches(text) || refuse(Rule.FORMAT, cell, "must have the format " + format.text());
    }
}
