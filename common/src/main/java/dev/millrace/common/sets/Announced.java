package dev.millrace.common.sets;

import dev.millrace.common.audit.Control;
import dev.millrace.common.audit.Member;
import dev.millrace.common.audit.SetId;
import dev.millrace.contract.Printable;
import dev.millrace.contract.sets.FileSet;
import dev.millrace.contract.sets.FileSet.Standing;

/// What is announced of a set, compared with the files that came.
sealed interface Announced {
    /// Where a file stands.
    Standing of(Member member);

    /// The dataset has no control files any longer: each file stands for itself.
    record Everything() implements Announced {
        @Override
        public Standing of(Member member) {
            return new Standing.Complete();
        }
    }

    /// No control file came yet, or the last one can no longer be read.
    ///
    /// @param note what is the matter with the last one; empty when there was none
    record Nothing(SetId set, String note) implements Announced {
        @Override
        public Standing of(Member member) {
            return new Standing.Waits("Waits for its control file %s%s".formatted(shown(set), note));
        }
    }

    /// Everything that came before a marker.
    record Earlier(SetId set, Control marker) implements Announced {
        @Override
        public Standing of(Member member) {
            return member.isAfter(marker)
                    ? new Standing.Waits(
                            "Waits for the next control file %s, for it came after the last one".formatted(shown(set)))
                    : new Standing.Complete();
        }
    }

    /// The files of a list.
    record Listed(SetId set, FileSet files) implements Announced {
        @Override
        public Standing of(Member member) {
            Standing standing = files.standing(member.facts());
            return standing instanceof Standing.Unlisted
                    ? new Standing.Waits(
                            "Waits for a control file that names it, for %s does not".formatted(shown(set)))
                    : standing;
        }
    }

    private static String shown(SetId set) {
        return Printable.of(set.controlKey(), 300);
    }
}
