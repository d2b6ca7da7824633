package dev.millrace.authoring.diff;

import dev.millrace.contract.Printable;
import dev.millrace.contract.parsing.ContractPlaces;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Collects the changes between two contracts.
final class Changes {
    private static final int SHOWN = 120;

    private final ContractPlaces before;
    private final ContractPlaces after;
    private final List<Change> found = new ArrayList<>();

    Changes(ContractPlaces before, ContractPlaces after) {
        this.before = before;
        this.after = after;
    }

    List<Change> found() {
        return List.copyOf(found);
    }

    /// A field that differs, of which it is to be said what follows.
    Found at(String field, Object old, Object now, ToIntFunction<ContractPlaces> place) {
        return at(field, old, now, place, place);
    }

    /// As before, where the field stands in another place in each.
    Found at(
            String field,
            Object old,
            Object now,
            ToIntFunction<ContractPlaces> placeBefore,
            ToIntFunction<ContractPlaces> placeAfter) {
        return new Found(new Difference(
                field,
                Printable.of(String.valueOf(old), SHOWN),
                Printable.of(String.valueOf(now), SHOWN),
                placeBefore.applyAsInt(before),
                placeAfter.applyAsInt(after)));
    }

    /// A difference that waits for its consequence.
    final class Found {
        private final Difference difference;

        private Found(Difference difference) {
            this.difference = difference;
        }

        void breaksProducers(String consequence) {
            breaks(EnumSet.of(Audience.PRODUCERS), consequence);
        }

        void breaksConsumers(String consequence) {
            breaks(EnumSet.of(Audience.CONSUMERS), consequence);
        }

        void breaksBoth(String consequence) {
            breaks(EnumSet.of(Audience.PRODUCERS, Audience.CONSUMERS), consequence);
        }

        void breaks(Set<Audience> whom, String consequence) {
            found.add(new Change.Breaking(difference, whom, consequence));
        }

        void mayBreakProducers(String consequence) {
            found.add(new Change.Undecided(difference, EnumSet.of(Audience.PRODUCERS), consequence));
        }

        void breaksNothing(String consequence) {
            found.add(new Change.Compatible(difference, consequence));
        }

        void isDocumentation(String consequence) {
            found.add(new Change.Documentation(difference, consequence));
        }

        /// A rule that got tighter breaks files; one that got looser breaks nothing, but promises less.
        void isTighter(boolean tighter, String consequence) {
            if (tighter) {
                breaksProducers(consequence);
            } else {
                breaksNothing("files may have what they could not have before; nothing that was right is refused");
            }
        }
    }
}
