package dev.millrace.sweep;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A field of a cron expression, such as `*`, `6,18`, `MON-FRI` or `0/15`.
final class CronField {
    private static final Pattern PART = Pattern.compile("(\\*|\\?|\\w+)(?:-(\\w+))?(?:/([0-9]{1,4}))?");

    private CronField() {}

    /// The values that a field has.
    ///
    /// @param names of values, in any case; empty when there are none
    /// @param firstName the value of the first of them
    /// @throws IllegalArgumentException when the field is none
    static BitSet values(String text, int least, int most, List<String> names, int firstName) {
        var values = new BitSet();
        for (String part : text.split(",", -1)) {
            Matcher form = PART.matcher(part);
            if (!form.matches()) {
                throw new IllegalArgumentException("Not a part of a cron expression: " + part);
            }
            boolean any = form.group(1).equals("*") || form.group(1).equals("?");
            int from = any ? least : value(form.group(1), names, firstName);
            int step = form.group(3) == null ? 1 : Integer.parseInt(form.group(3));
            int single = any || form.group(3) != null ? most : from;
            int to = form.group(2) == null ? single : value(form.group(2), names, firstName);
            if (from < least || to > most || from > to || step < 1) {
                throw new IllegalArgumentException("Not a range of a cron expression: " + part);
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    /// A value that is a number or a name.
    static int value(String text, List<String> names, int firstName) {
        int name = names.indexOf(text.toUpperCase(Locale.ROOT));
        return name < 0 ? Integer.parseInt(text) : name + firstName;
    }
}
