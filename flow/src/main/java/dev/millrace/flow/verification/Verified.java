package dev.millrace.flow.verification;

import java.util.List;
import java.util.stream.Stream;

/// What a check found.
///
/// @param violations what is wrong
/// @param checked how many things were compared: records, objects in the lake, files of batches
/// @param passedOver how many were left out, since somebody is still at work on them
/// @param notes what could not be held against the records in full, for people
public record Verified(List<Violation> violations, long checked, long passedOver, List<String> notes) {
    /// Nothing was compared.
    public static final Verified NOTHING = new Verified(List.of(), 0, 0, List.of());

    public Verified {
        violations = List.copyOf(violations);
        notes = List.copyOf(notes);
    }

    static Verified right() {
        return new Verified(List.of(), 1, 0, List.of());
    }

    static Verified wrong(Violation violation) {
        return new Verified(List.of(violation), 1, 0, List.of());
    }

    static Verified passed() {
        return new Verified(List.of(), 1, 1, List.of());
    }

    static Verified note(String note) {
        return new Verified(List.of(), 0, 0, List.of(note));
    }

    /// Both together.
    public Verified plus(Verified other) {
        return new Verified(
                Stream.concat(violations.stream(), other.violations.stream()).toList(),
                checked + other.checked,
                passedOver + other.passedOver,
                Stream.concat(notes.stream(), other.notes.stream()).toList());
    }
}
