package dev.millrace.flow.sets;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.MoveResult;
import dev.millrace.audit.sets.Control;
import dev.millrace.audit.sets.FileSets;
import dev.millrace.audit.sets.Member;
import dev.millrace.audit.sets.SetId;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.keys.ControlFile;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.sets.FileFacts;
import dev.millrace.judging.sets.FileSet.Standing;
import dev.millrace.judging.sets.Md5;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Holds the files of a set until it is complete, and lets them go on then (docs/decisions/0013).
///
/// Whoever changes something - a file that comes, a control file that is read - writes that down first and looks at
/// the set then. So of all who complete a set at the same moment the last one sees it complete, and lets everybody go
/// on who waits. That a file goes on is one conditional write, so it happens once. A crash between any two steps
/// heals when the step is repeated, or when the sweep looks at the sets of which files wait.
public final class Sets {
    private final FileSets sets;
    private final WaitingFiles waitingFiles;
    private final ControlLists lists;

    public Sets(FileSets sets, WaitingFiles waitingFiles, ControlLists lists) {
        this.sets = sets;
        this.waitingFiles = waitingFiles;
        this.lists = lists;
    }

    /// The same by contracts that are known already, for whoever looks at many sets.
    public Sets by(ContractIndex contracts) {
        return new Sets(sets, waitingFiles.by(contracts), lists);
    }

    /// The set of a file.
    public static SetId of(AuditRecord record, ControlFile control) {
        String key = record.version().key();
        return new SetId(record.key().datasetName(), record.version().bucket(), control.keyOf(key));
    }

    /// The set that a control file announces.
    public static SetId announcedBy(AuditRecord record) {
        return new SetId(
                record.key().datasetName(),
                record.version().bucket(),
                record.version().key());
    }

    /// Decides whether a claimed file that keeps its contract may be loaded. One that was let in before, so that
    /// rows of it may stand in the table, is not asked again; one that a person released waits for nobody.
    ///
    /// @param facts what was found when it was judged, without its MD5
    /// @param file read again only where its MD5 is announced, which nothing else needs
    /// @param by who writes, for the history
    public Admission admit(
            AuditRecord record, DataContract contract, FileFacts facts, FileBytes file, String by, Deadline deadline)
            throws IOException {
        Optional<ControlFile> control = contract.controlFile();
        if (control.isEmpty() || record.course().rowsMayBeIn()) {
            return new Admission.Goes();
        }
        SetId set = of(record, control.get());
        Announced announced = announced(set, control);
        boolean compared = announced.givesMd5(facts.key()) && facts.md5() == null;
        Member member = Member.of(record, compared ? facts.withMd5(Md5.of(file)) : facts);
        boolean counts = control.get().kind() == ControlFile.Kind.LIST;
        if (counts) {
            sets.join(set, member);
        }
        Standing standing =
                announced.among(counts ? sets.members(set) : List.of()).apply(member);
        if (standing instanceof Standing.Differs differs) {
            return new Admission.Differs(set.controlKey(), differs.differences());
        }
        if (standing instanceof Standing.Waits waits && !record.course().waived()) {
            return hold(set, control.get(), record, member, waits, by, deadline);
        }
        if (counts) {
            look(set, control, false, by, deadline);
        }
        return new Admission.Goes();
    }

    /// What it waits for may have come while it was written down that it waits, so it is looked for again.
    private Admission hold(
            SetId set,
            ControlFile control,
            AuditRecord record,
            Member member,
            Standing.Waits waits,
            String by,
            Deadline deadline)
            throws IOException {
        var move = new Move.Waits(waits.reason(), set.controlKey());
        MoveResult held = sets.hold(set, record.claim(), member, move, by);
        if (!(held instanceof MoveResult.Refused)) {
            look(set, Optional.of(control), false, by, deadline);
        }
        return new Admission.Waits(held.record());
    }

    /// Puts a claimed control file in force and looks at its set.
    ///
    /// @param size of the control file, in bytes
    /// @param by who writes, for the history
    /// @return its record as it is now
    public AuditRecord apply(
            AuditRecord record, ControlFile control, Move.Applied applied, long size, String by, Deadline deadline)
            throws IOException {
        SetId set = announcedBy(record);
        AuditRecord now = sets.apply(set, record.claim(), applied, size, by);
        look(set, Optional.of(control), true, by, deadline);
        return now;
    }

    /// Looks at a set: lets the waiting files go on whose set is complete, and those that are to be refused;
    /// writes down of the others why they wait. What is not done when the time is up, the next look does.
    ///
    /// @param control of the dataset, as its contract says now; empty when it has none
    /// @param explaining whether to write down why files wait, where that has changed
    /// @param by who writes, for the history
    /// @return how many files went on
    public long look(SetId set, Optional<ControlFile> control, boolean explaining, String by, Deadline deadline)
            throws IOException {
        List<Member> members = sets.members(set);
        List<Member> waiting =
                members.stream().filter(member -> member.waiting() != null).toList();
        if (waiting.isEmpty()) {
            return 0;
        }
        Function<Member, Standing> standings = announced(set, control).among(members);
        long gone = 0;
        for (Member member : waiting) {
            if (deadline.isOver()) {
                return gone;
            }
            if (belongs(member, set, control) && standings.apply(member) instanceof Standing.Waits waits) {
                if (explaining) {
                    waitingFiles.explain(set, member, waits.reason());
                }
            } else if (waitingFiles.goesOn(set, member, by)) {
                gone++;
            }
        }
        return gone;
    }

    /// Whether the contract still says so.
    private static boolean belongs(Member member, SetId set, Optional<ControlFile> control) {
        return control.filter(c -> c.keyOf(member.facts().key()).equals(set.controlKey()))
                .isPresent();
    }

    private Announced announced(SetId set, Optional<ControlFile> file) throws IOException {
        if (file.isEmpty()) {
            return new Announced.Everything();
        }
        Optional<Control> control = sets.control(set);
        if (control.isEmpty()) {
            return new Announced.Nothing(set, "");
        }
        if (file.get().kind() == ControlFile.Kind.MARKER) {
            return new Announced.Earlier(set, control.get());
        }
        return lists.inForce(control.get())
                .<Announced>map(list -> new Announced.Listed(set, list))
                .orElseGet(() -> new Announced.Nothing(set, ": the last one can no longer be read"));
    }
}
