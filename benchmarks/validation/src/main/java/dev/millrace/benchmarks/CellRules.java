package dev.millrace.benchmarks;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// The rules of the contract as a careful programmer writes them with the JDK alone.
final class CellRules {
    private static final Pattern CODE = Pattern.compile("[A-Z]{2,3}-[0-9]{4}");
    private static final Pattern STATUS = Pattern.compile("new|paid|packed|shipped|closed");

    private CellRules() {}

    /// Whether `cell` is what the column of this kind (its place among the ten) must have.
    static boolean accept(int kind, String cell) {
        try {
            return switch (kind) {
                case 0 -> Long.parseLong(cell) != Long.MIN_VALUE;
                case 1 -> isMoney(new BigDecimal(cell));
                case 2 -> Double.isFinite(Double.parseDouble(cell));
                case 3 -> LocalDate.parse(cell).getYear() > 0;
                case 4 -> OffsetDateTime.parse(cell).getYear() > 0;
                case 5 -> LocalTime.parse(cell).getHour() >= 0;
                case 6 -> cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
                case 7 -> CODE.matcher(cell).matches();
                case 8 -> hasLength(cell);
                default -> STATUS.matcher(cell).matches();
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isMoney(BigDecimal number) {
        return number.scale() <= 2 && number.precision() - number.scale() <= 10;
    }

    private static boolean hasLength(String cell) {
        int length = cell.codePointCount(0, cell.length());
        return length >= 1 && length <= 40;
    }
}
