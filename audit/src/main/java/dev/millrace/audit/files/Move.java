package dev.millrace.audit.files;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What happened to an object under a claim, and the move of its record that follows. Each is one conditional write
/// on state and fence.
public sealed interface Move {
    /// The file keeps its contract.
    ///
    /// @param rows records in the file, without the header
    /// @param contentSha256 lowercase hex SHA-256 of the file's bytes
    /// @param contract what it was judged by, and will be loaded with
    /// @param remarks what was found all the same; null when nothing was
    record Validated(
            long rows,
            String contentSha256,
            ContractPin contract,
            @Nullable Remarks remarks) implements Move {
        /// A file in which nothing was found.
        public Validated(long rows, String contentSha256, ContractPin contract) {
            this(rows, contentSha256, contract, null);
        }
    }

    /// The file breaks its contract, or has none (then its record is INVALID from the first and only gets its
    /// report).
    ///
    /// @param findings how many findings there are in all
    /// @param findingsKey key of the report in the failed bucket
    /// @param contentSha256 null when the file was not read to its end
    /// @param contract what it was judged by; null when no contract matches its key
    record Refused(
            String reason,
            long findings,
            String findingsKey,
            @Nullable String contentSha256,
            @Nullable ContractPin contract)
            implements Move {}

    /// The object waits for a person, a route or another file; its bytes stay where they are.
    record Held(String reason) implements Move {}

    /// The file keeps its contract, and waits for its control file or for other files of its set. It goes on by
    /// itself, so its owners need not hear of it.
    ///
    /// @param controlKey key of its control file
    record Waits(String reason, String controlKey) implements Move {}

    /// The control file was read, and is in force from now on.
    ///
    /// @param reason what it says, for people
    /// @param contract which makes it a control file
    record Applied(String reason, ContractPin contract) implements Move {}

    /// The file is not to be ingested, since its contract says so.
    record Ignored(String reason) implements Move {}

    /// A newer version of the key is ingested already.
    record Superseded(String reason) implements Move {}

    /// The file itself ended the attempt: memory or time ran out while it was computed on, or it crashed its
    /// validator. Like a refusal, but without a report yet.
    record NotValidated(String reason) implements Move {}

    /// The object's version is no longer in the bucket.
    record Vanished(String reason) implements Move {}

    /// The load begins, under a lease of its own.
    record LoadStarted(Duration lease) implements Move {}

    /// Every row is loaded or set aside, registered and counted.
    ///
    /// @param rows all of them
    /// @param remarked whether its owners are to hear what was found in it
    /// @param remarks all that was found in it, when rows were set aside since it was validated; else null
    /// @param reason why these were set aside, for people; null when none were
    record Ingested(
            long rows,
            boolean remarked,
            @Nullable Remarks remarks,
            @Nullable String reason) implements Move {
        /// A file of which no rows were set aside since it was validated.
        public Ingested(long rows, boolean remarked) {
            this(rows, remarked, null, null);
        }

        /// A file in which nothing was found.
        public Ingested(long rows) {
            this(rows, false);
        }

        /// A file with what its record says was found in it.
        ///
        /// @param aside rows that were set aside since then; null for none
        public static Ingested of(AuditRecord record, long rows, @Nullable Uncurated aside) {
            Remarks before = record.remarks();
            if (aside == null) {
                return new Ingested(rows, before != null);
            }
            var all = new Remarks(
                    record.rowsSetAside() + aside.rows(),
                    (before == null ? 0 : before.findings()) + 1,
                    before == null ? null : before.reportKey());
            return new Ingested(rows, true, all, aside.reason());
        }
    }

    /// Rows of a file that its batch could not curate, and has set aside.
    ///
    /// @param rows how many
    /// @param reason why, for people
    record Uncurated(long rows, String reason) {}

    /// The move to the failed bucket is done.
    ///
    /// @param failedKey key of the file in the failed bucket; null when its bytes had vanished before that
    record SetAside(@Nullable String failedKey) implements Move {}

    /// A fault, not the file, ended the attempt. The file stays in the landing bucket.
    record Failed(String reason) implements Move {}

    /// A fault ended the batch that the file was in. The file stays in the landing bucket for the next one; its owners
    /// hear of the batch, not of each of its files.
    record FailedWithBatch(String reason) implements Move {}

    /// Its row in the table of moves.
    default MoveRule rule() {
        return switch (this) {
            case Validated m -> MoveRule.VALIDATED;
            case Refused m -> MoveRule.REFUSED;
            case Held m -> MoveRule.HELD;
            case Waits m -> MoveRule.WAITS;
            case Applied m -> MoveRule.APPLIED;
            case Ignored m -> MoveRule.IGNORED;
            case Superseded m -> MoveRule.SUPERSEDED;
            case NotValidated m -> MoveRule.NOT_VALIDATED;
            case Vanished m -> MoveRule.VANISHED;
            case LoadStarted m -> MoveRule.LOAD_STARTED;
            case Ingested m -> m.remarked() ? MoveRule.INGESTED_WITH_REMARKS : MoveRule.INGESTED;
            case SetAside m -> MoveRule.SET_ASIDE;
            case Failed m -> MoveRule.FAILED;
            case FailedWithBatch m -> MoveRule.FAILED_WITH_BATCH;
        };
    }

    /// The state that the record moves to.
    default AuditState to() {
        return rule().to();
    }

    /// The states that it may come from here: a part of those from which [AuditState#next()] allows it.
    default Set<AuditState> from() {
        return rule().from();
    }

    /// The kind of notice that its owners are owed with it; null when they need not hear of it.
    default @Nullable NoticeKind notice() {
        return rule().notice();
    }

    /// Why, for people; null when the state says it all.
    default @Nullable String reason() {
        return null;
    }
}
