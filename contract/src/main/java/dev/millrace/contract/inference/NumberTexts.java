package dev.millrace.contract.inference;

import java.util.regex.Pattern;

/// Which texts contracts take for numbers.
final class NumberTexts {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?");
    private static final int LONGEST = 60;

    private NumberTexts() {}

    static boolean isNumber(String text) {
        return text.length() <= LONGEST && NUMBER.matcher(text).matches();
    }
}
