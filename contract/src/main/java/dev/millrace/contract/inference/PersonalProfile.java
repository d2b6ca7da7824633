package dev.millrace.contract.inference;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Counts how many texts of a column look like data of persons.
final class PersonalProfile {
    private final Map<PersonalData, long[]> hits = new EnumMap<>(PersonalData.class);
    private long texts;

    void add(String text) {
        texts++;
        for (PersonalData kind : PersonalData.values()) {
            if (kind.holds(text)) {
                hits.computeIfAbsent(kind, none -> new long[1])[0]++;
                return;
            }
        }
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
