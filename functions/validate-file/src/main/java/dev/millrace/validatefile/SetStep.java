package dev.millrace.validatefile;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.sets.SetId;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.keys.ControlFile;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.sets.Admission;
import dev.millrace.flow.sets.ControlLists;
import dev.millrace.flow.sets.Sets;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.sets.ControlReading;
import dev.millrace.judging.sets.FileFacts;
import java.io.IOException;
import java.util.Optional;

/// What control files mean for the validation of files, and the validation of control files.
final class SetStep {
    private static final String MARKER = "A control file: what came before it is complete";

    private final Sets sets;
    private final ControlLists lists;

    SetStep(Sets sets, ControlLists lists) {
        this.sets = sets;
        this.lists = lists;
    }

    /// What came out of reading a control file.
    sealed interface Control {
        /// It is not there (any more).
        record Gone() implements Control {}

        /// It is refused.
        record Unreadable(Findings findings) implements Control {}

        /// It can come into force.
        ///
        /// @param what it says, for people
        record Says(String what) implements Control {}
    }

    /// Reads a control file; of a marker its being there is enough.
    Control read(AuditRecord record, long size, ContractRef ref) throws IOException {
        if (file(ref).kind() == ControlFile.Kind.MARKER) {
            return new Control.Says(MARKER);
        }
        Optional<ControlReading> reading = lists.read(record.version(), size);
        if (reading.isEmpty()) {
            return new Control.Gone();
        }
        return switch (reading.get()) {
            case ControlReading.Unreadable unreadable -> new Control.Unreadable(unreadable.findings());
            case ControlReading.Read read -> {
                int files = read.list().entries().size();
                yield new Control.Says("A control file: it announces %s"
                        .formatted(files == 1 ? "1 file" : "%,d files".formatted(files)));
            }
        };
    }

    private static ControlFile file(ContractRef ref) {
        return ref.controlFile().orElseThrow();
    }

    /// Puts a control file in force.
    AuditRecord apply(AuditRecord record, long size, ContractRef ref, String says, String by, Deadline deadline)
            throws IOException {
        return sets.apply(record, file(ref), new Move.Applied(says, ref.pin()), size, by, deadline);
    }

    /// Decides whether a file that keeps its contract may be loaded.
    Admission admit(
            AuditRecord record, DataContract contract, FileFacts facts, FileBytes file, String by, Deadline deadline)
            throws IOException {
        return sets.admit(record, contract, facts, file, by, deadline);
    }

    /// Does again what an attempt may have left undone that moved the record: looking at the set of a control file,
    /// or of a file that waits.
    void lookAgain(AuditRecord record, ContractStore contracts, String by, Deadline deadline) throws IOException {
        boolean announces = record.state() == AuditState.APPLIED;
        String waitsFor = record.course().waitsFor();
        if (announces || waitsFor != null) {
            SetId own = Sets.announcedBy(record);
            SetId set = announces ? own : new SetId(own.dataset(), own.bucket(), String.valueOf(waitsFor));
            Optional<ControlFile> file = contracts.current().of(own.dataset()).flatMap(ContractRef::controlFile);
            sets.look(set, file, announces, by, deadline);
        }
    }
}
