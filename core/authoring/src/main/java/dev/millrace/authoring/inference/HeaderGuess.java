package dev.millrace.authoring.inference;

import java.util.List;
import java.util.regex.Pattern;

/// Tells whether the first record has names or values.
final class HeaderGuess {
    private static final int LONGEST = 40;
    private static final int FEWEST_GROWING = 2;
    private static final int COMPARED = 20;
    private static final Pattern VALUE = Pattern.compile("-?[0-9]+(?:[.,][0-9]+)*(?:[eE][-+]?[0-9]{1,3})?"
            + "|-?[.,][0-9]+(?:[eE][-+]?[0-9]{1,3})?|[-+]?[0-9][0-9.,]*-?"
            + "|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[T ].*)?|(?i:true|false)");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)[0-9]{2}");
    private static final Pattern NO_VALUE =
            Pattern.compile("(?i)|n/?a|#n/a|nan|null|none|nil|-+|\\?|\\.|\\\\n|unknown|missing|inf|-inf");

    private HeaderGuess() {}

    /// Whether the first record looks like names: more often a name stands over values than a value over its like, or
    /// nothing in it is a value. Years, and numbers that grow by one, are names where the values below are others.
    static boolean isHeader(List<String> first, List<List<String>> others) {
        if (first.stream().anyMatch(PersonalData::isTold)) {
            return false;
        }
        boolean growing = isGrowing(first) && others.stream().limit(COMPARED).noneMatch(HeaderGuess::isGrowing);
        int names = 0;
        int values = 0;
        for (int i = 0; i < first.size(); i++) {
            String text = first.get(i);
            boolean overValues = mostAre(others, i, VALUE);
            boolean year = YEAR.matcher(text).matches() && overValues && !mostAre(others, i, YEAR);
            if (isValue(text) && !year && !growing) {
                values++;
            } else if (overValues && !NO_VALUE.matcher(text).matches()) {
                names++;
            }
        }
        return names > values || values == 0;
    }

    /// Whether its numbers, two or more, are whole and each is one more than that before.
    private static boolean isGrowing(List<String> record) {
        long before = 0;
        int count = 0;
        for (String text : record) {
            if (!isValue(text)) {
                continue;
            }
            if (!text.matches("[0-9]{1,9}")) {
                return false;
            }
            long number = Long.parseLong(text);
            if (count > 0 && number != before + 1) {
                return false;
            }
            before = number;
            count++;
        }
        return count >= FEWEST_GROWING;
    }

    /// Whether nine of ten texts of a column match, of those that there are.
    private static boolean mostAre(List<List<String>> records, int column, Pattern pattern) {
        int texts = 0;
        int matching = 0;
        for (List<String> record : records) {
            String text = column < record.size() ? record.get(column) : "";
            if (!NO_VALUE.matcher(text).matches()) {
                texts++;
                matching += text.length() <= LONGEST && pattern.matcher(text).matches() ? 1 : 0;
            }
        }
        return texts > 0 && 10L * matching >= 9L * texts;
    }

    private static boolean isValue(String text) {
        return text.length() <= LONGEST && VALUE.matcher(text).matches();
    }
}
