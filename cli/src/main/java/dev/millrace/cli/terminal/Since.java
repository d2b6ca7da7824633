package dev.millrace.cli.terminal;

import dev.millrace.contract.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads since when: a duration before now (`2h`, `3d`), an ISO 8601 time with its offset, or a day (from midnight
/// UTC).
public final class Since implements ITypeConverter<Instant> {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    @Override
    public Instant convert(String text) {
        if (Durations.FORM.matcher(text).matches()) {
            return Instant.now().minus(new Durations().convert(text));
        }
        try {
            return DAY.matcher(text).matches()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'%s' is no duration such as 2h or 3d, no time such as 2026-11-20T10:00:00Z, and no day such as 2026-11-20"
                            .formatted(Printable.of(text, 60)));
        }
    }
}
