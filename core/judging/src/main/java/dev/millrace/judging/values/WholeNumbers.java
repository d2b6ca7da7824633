package dev.millrace.judging.values;

import dev.millrace.judging.rows.Cell;
import java.nio.charset.StandardCharsets;

/// Writes numbers of JSON that have a point or an exponent, but no fraction, as whole numbers: `1.0` as `1`, `1e3` as
/// `1000`. JSON knows no whole numbers, and JSON Schema takes such for them; nothing is lost.
public final class WholeNumbers {
    private final NumberText text = new NumberText();
    private final Cell whole = new Cell();

    /// `cell`, or another one with the same number that has neither point nor exponent; that one is used again.
    public Cell of(Cell cell) {
        if (!text.read(cell) || !isWhole()) {
            return cell;
        }
        byte[] digits = text.unscaled(0).toString().getBytes(StandardCharsets.US_ASCII);
        whole.set(digits, 0, digits.length, true, cell.line());
        return whole;
    }

    private boolean isWhole() {
        return text.hasPlaces(0) && text.hasWholeDigits(DecimalJudge.MOST_DIGITS);
    }
}
