package dev.millrace.authoring.inference;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Counts how many texts of a column look like data of persons.
final class PersonalProfile {
    /// An Italian codice fiscale and a Spanish DNI have seven digits or more, an IBAN two check digits.
    private static final int FEWEST_DIGITS = 7;
    /// Numbers of persons and cards that are digits only have eleven or more, telephone numbers two zeros in front.
    private static final int FEWEST_ALONE = 11;

    private final Map<PersonalData, long[]> hits = new EnumMap<>(PersonalData.class);
    private long texts;

    /// @param times how often the text stands there
    /// @param moment whether it is a date or time, which tells of no one
    void add(String text, long times, boolean moment) {
        texts += times;
        if (moment || !mayBe(text)) {
            return;
        }
        for (PersonalData kind : PersonalData.values()) {
            if (kind.holds(text)) {
                hits.computeIfAbsent(kind, none -> new long[1])[0] += times;
                return;
            }
        }
    }

    /// Whether it is worth a closer look: every kind has an at sign, the marks of an address of a device, or as many
    /// digits as the shortest of the numbers.
    private static boolean mayBe(String text) {
        int digits = 0;
        int points = 0;
        int colons = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@') {
                return true;
            }
            digits += c >= '0' && c <= '9' ? 1 : 0;
            points += c == '.' ? 1 : 0;
            colons += c == ':' ? 1 : 0;
        }
        int others = text.length() - digits - points - (text.startsWith("-") ? 1 : 0);
        boolean number = others == 0 && points < 2;
        return number
                ? points == 0 && (digits >= FEWEST_ALONE || text.startsWith("00"))
                : digits >= FEWEST_DIGITS || points > 2 || colons > 1;
    }

    /// What most texts look like; free text when only some of them hold what one text is enough to tell.
    Optional<PersonalData> kind() {
        return hits.entrySet().stream()
                .filter(entry -> entry.getKey().isSaidBy(entry.getValue()[0], texts))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> Stream.of(PersonalData.EMAIL, PersonalData.IBAN)
                        .filter(hits::containsKey)
                        .map(kind -> PersonalData.FREE_TEXT)
                        .findFirst());
    }

    /// Whether any text at all looks like it.
    boolean isSuspicious() {
        return !hits.isEmpty();
    }
}
