package dev.millrace.authoring.diff;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A difference between two contracts, and what follows from it.
public sealed interface Change {
    Difference difference();

    /// What follows, in a sentence.
    String consequence();

    /// What kind of change it is, in a word.
    String kind();

    /// For whom something breaks, or may.
    default Set<Audience> whom() {
        return Set.of();
    }

    /// Files that were right are refused, or programs that read the table find something else.
    record Breaking(Difference difference, Set<Audience> whom, String consequence) implements Change {
        public Breaking {
            whom = Set.copyOf(whom);
        }

        @Override
        public String kind() {
            return "breaking";
        }
    }

    /// It cannot be told whether something breaks, for no program can compare what stands there.
    record Undecided(Difference difference, Set<Audience> whom, String consequence) implements Change {
        public Undecided {
            whom = Set.copyOf(whom);
        }

        @Override
        public String kind() {
            return "undecided";
        }
    }

    /// Everything that was right stays right.
    record Compatible(Difference difference, String consequence) implements Change {
        @Override
        public String kind() {
            return "compatible";
        }
    }

    /// It changes what people read, and nothing else.
    record Documentation(Difference difference, String consequence) implements Change {
        @Override
        public String kind() {
            return "documentation";
        }
    }

    /// Whether a person must look at it before the second contract is put in force.
    default boolean needsCare() {
        return this instanceof Breaking || this instanceof Undecided;
    }

    /// All of it in one line, such as `breaking for producers of files: amount.required: false → true; …`.
    default String text() {
        String people =
                new TreeSet<>(whom()).stream().map(Audience::description).collect(Collectors.joining(" and "));
        Difference what = difference();
        return "%s%s: %s: %s → %s; %s"
                .formatted(
                        kind(),
                        people.isEmpty() ? "" : " for " + people,
                        what.field(),
                        what.before().isEmpty() ? "nothing" : what.before(),
                        what.after().isEmpty() ? "nothing" : what.after(),
                        consequence());
    }
}
