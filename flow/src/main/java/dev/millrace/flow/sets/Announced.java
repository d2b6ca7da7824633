package dev.millrace.flow.sets;

import dev.millrace.audit.sets.Control;
import dev.millrace.audit.sets.Member;
import dev.millrace.audit.sets.SetId;
import dev.millrace.contract.Printable;
import dev.millrace.judging.sets.ControlList;
import dev.millrace.judging.sets.FileSet;
import dev.millrace.judging.sets.FileSet.Standing;
import java.util.List;
import java.util.function.Function;

/// What is announced of a set.
sealed interface Announced {
    /// Says of each file of the set where it stands.
    ///
    /// @param members all files that came
    Function<Member, Standing> among(List<Member> members);

    /// Whether an MD5 is announced of a file.
    default boolean givesMd5(String key) {
        return false;
    }

    /// The dataset has no control files any longer: each file stands for itself.
    record Everything() implements Announced {
        @Override
        public Function<Member, Standing> among(List<Member> members) {
            return member -> new Standing.Complete();
        }
    }

    /// No control file came yet, or the last one can no longer be read.
    ///
    /// @param note what is the matter with the last one; empty when there was none
    record Nothing(SetId set, String note) implements Announced {
        @Override
        public Function<Member, Standing> among(List<Member> members) {
            return member -> new Standing.Waits("Waits for its control file %s%s".formatted(shown(set), note));
        }
    }

    /// Everything that came before a marker.
    record Earlier(SetId set, Control marker) implements Announced {
        @Override
        public Function<Member, Standing> among(List<Member> members) {
            return member -> member.isAfter(marker)
                    ? new Standing.Waits(
                            "Waits for the next control file %s, for it came after the last one".formatted(shown(set)))
                    : new Standing.Complete();
        }
    }

    /// The files of a list.
    record Listed(SetId set, ControlList list) implements Announced {
        @Override
        public Function<Member, Standing> among(List<Member> members) {
            var files = new FileSet(list, members.stream().map(Member::facts).toList());
            return member -> switch (files.standing(member.facts())) {
                case Standing.Unlisted unlisted ->
                    new Standing.Waits("Waits for a control file that names it, for %s does not".formatted(shown(set)));
                case Standing.Complete complete -> complete;
                case Standing.Waits waits -> waits;
                case Standing.Differs differs -> differs;
            };
        }

        @Override
        public boolean givesMd5(String key) {
            return list.entryOf(key).filter(entry -> entry.md5() != null).isPresent();
        }
    }

    private static String shown(SetId set) {
        return Printable.of(set.controlKey(), 300);
    }
}
