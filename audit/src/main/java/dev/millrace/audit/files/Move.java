package dev.millrace.audit.files;

import static dev.millrace.audit.files.AuditState.APPLIED;
import static dev.millrace.audit.files.AuditState.FAILED;
import static dev.millrace.audit.files.AuditState.GONE;
import static dev.millrace.audit.files.AuditState.HELD;
import static dev.millrace.audit.files.AuditState.IGNORED;
import static dev.millrace.audit.files.AuditState.INGESTED;
import static dev.millrace.audit.files.AuditState.INVALID;
import static dev.millrace.audit.files.AuditState.LOADING;
import static dev.millrace.audit.files.AuditState.NEW;
import static dev.millrace.audit.files.AuditState.REJECTED;
import static dev.millrace.audit.files.AuditState.SUPERSEDED;
import static dev.millrace.audit.files.AuditState.VALID;
import static dev.millrace.audit.files.AuditState.VALIDATING;

import java.time.Duration;
import java.util.EnumSet;
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

    /// The state that the record moves to.
    default AuditState to() {
        return switch (this) {
            case Validated m -> VALID;
            case Refused m -> INVALID;
            case Held m -> HELD;
            case Waits m -> HELD;
            case Applied m -> APPLIED;
            case Ignored m -> IGNORED;
            case Superseded m -> SUPERSEDED;
            case NotValidated m -> INVALID;
            case Vanished m -> GONE;
            case LoadStarted m -> LOADING;
            case Ingested m -> INGESTED;
            case SetAside m -> REJECTED;
            case Failed m -> FAILED;
            case FailedWithBatch m -> FAILED;
        };
    }

    /// The states that it may come from here: a part of those from which [AuditState#next()] allows it.
    default Set<AuditState> from() {
        return switch (this) {
            case Validated m -> EnumSet.of(VALIDATING);
            case Refused m -> EnumSet.of(VALIDATING, INVALID);
            case Held m -> EnumSet.of(NEW, VALIDATING, LOADING);
            case Waits m -> EnumSet.of(VALIDATING);
            case Applied m -> EnumSet.of(VALIDATING);
            case Ignored m -> EnumSet.of(VALIDATING, LOADING);
            case Superseded m -> EnumSet.of(VALIDATING, VALID, LOADING);
            case NotValidated m -> EnumSet.of(VALIDATING, LOADING);
            case Vanished m -> EnumSet.of(NEW, VALIDATING, LOADING);
            case LoadStarted m -> EnumSet.of(VALID);
            case Ingested m -> EnumSet.of(LOADING);
            case SetAside m -> EnumSet.of(INVALID);
            case Failed m -> EnumSet.of(NEW, VALIDATING, VALID, LOADING);
            case FailedWithBatch m -> EnumSet.of(VALIDATING, VALID, LOADING);
        };
    }

    /// The kind of notice that its owners are owed with it; null when they need not hear of it.
    default @Nullable NoticeKind notice() {
        return switch (this) {
            case SetAside m -> NoticeKind.REJECTED;
            case Held m -> NoticeKind.HELD;
            case Failed m -> NoticeKind.FAILED;
            case Validated m -> null;
            case Waits m -> null;
            case Applied m -> null;
            case Refused m -> null;
            case Ignored m -> null;
            case Superseded m -> null;
            case NotValidated m -> null;
            case Vanished m -> null;
            case LoadStarted m -> null;
            case FailedWithBatch m -> null;
            case Ingested m -> m.remarked() ? NoticeKind.REMARKS : null;
        };
    }

    /// Why, for people; null when the state says it all.
    default @Nullable String reason() {
        return null;
    }
}
