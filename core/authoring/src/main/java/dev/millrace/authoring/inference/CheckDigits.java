package dev.millrace.authoring.inference;

/// Numbers of people and accounts that carry their own proof. All texts are digits and capital letters, without
/// separators.
final class CheckDigits {
    private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final int[] PESEL_WEIGHTS = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1};
    private static final int[] ITALIAN_ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private CheckDigits() {}

    /// Whether a card number of 13 to 19 digits, none of them only zeros, ends as Luhn's rule has it
    /// (ISO/IEC 7812-1, annex B), and begins as those of the card schemes do.
    static boolean isCard(String text) {
        return text.matches("[2-6][0-9]{12,18}") && luhn(text);
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    /// Whether it is an international bank account number with its right check digits (ISO 13616, ISO 7064 MOD 97-10).
    static boolean isIban(String text) {
        return text.matches("[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}") && mod97(text.substring(4) + text.substring(0, 4)) == 1;
    }

    private static int mod97(String text) {
        int rest = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = Character.digit(text.charAt(i), 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest;
    }

    /// Whether it is a national number of a person whose check digits say so.
    static boolean isNationalId(String text) {
        return switch (text.length()) {
            case 9 -> isSpanish(text);
            case 11 -> isPolish(text) || isBrazilian(text);
            case 13 -> isSwiss(text);
            case 15 -> isFrench(text);
            case 16 -> isItalian(text);
            default -> false;
        };
    }

    /// DNI and NIE: eight digits, the first of which may be X, Y or Z, and a letter.
    private static boolean isSpanish(String text) {
        if (!text.matches("[0-9XYZ][0-9]{7}[A-Z]")) {
            return false;
        }
        int first = "XYZ".indexOf(text.charAt(0));
        int number =
                Integer.parseInt((first < 0 ? text.substring(0, 1) : String.valueOf(first)) + text.substring(1, 8));
        return SPANISH_LETTERS.charAt(number % 23) == text.charAt(8);
    }

    /// PESEL: a date of birth, four digits, a check digit.
    private static boolean isPolish(String text) {
        if (!text.matches("[0-9]{2}(?:[02468][1-9]|[13579][0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{5}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < PESEL_WEIGHTS.length; i++) {
            sum += (text.charAt(i) - '0') * PESEL_WEIGHTS[i];
        }
        return sum % 10 == 0;
    }

    /// CPF: nine digits and two check digits.
    private static boolean isBrazilian(String text) {
        return text.matches("(?!([0-9])\\1{10})[0-9]{11}") && cpfDigit(text, 9) && cpfDigit(text, 10);
    }

    private static boolean cpfDigit(String text, int at) {
        int sum = 0;
        for (int i = 0; i < at; i++) {
            sum += (text.charAt(i) - '0') * (at + 1 - i);
        }
        return sum * 10 % 11 % 10 == text.charAt(at) - '0';
    }

    /// AHV number: that of Switzerland (756), nine digits, the check digit of EAN-13.
    private static boolean isSwiss(String text) {
        if (!text.matches("756[0-9]{10}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 13; i++) {
            sum += (text.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }

    /// NIR: sex, year, month, place, number, and 97 less the rest of the division by 97.
    private static boolean isFrench(String text) {
        return text.matches("[12][0-9]{2}(?:0[1-9]|1[0-2])[0-9]{10}")
                && 97 - Long.parseLong(text.substring(0, 13)) % 97 == Long.parseLong(text.substring(13));
    }

    /// Codice fiscale: letters of the name, date and place of birth, a check letter.
    private static boolean isItalian(String text) {
        if (!text.matches("[A-Z]{6}[0-9]{2}[ABCDEHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = text.charAt(i);
            int value = Character.isDigit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ITALIAN_ODD[value] : value;
        }
        return 'A' + sum % 26 == text.charAt(15);
    }
}
