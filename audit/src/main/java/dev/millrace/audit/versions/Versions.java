package dev.millrace.audit.versions;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.Claim;
import dev.millrace.audit.files.Move;
import dev.millrace.contract.OnDuplicate;
import dev.millrace.contract.OnNewVersion;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Decides between the versions of a key and between copies of the same bytes, as the data contract says. Each
/// decision is written in one transaction with the move that follows from it, so that of several executions that
/// decide at once exactly one is right.
public interface Versions {
    /// Accepts a validated file: its record becomes VALID, and its content is its own from now on.
    ///
    /// With `replace`, the versions of one key are no duplicates of each other: the newer takes the older
    /// one's place, whatever its bytes.
    ///
    /// @param by who writes, for the history
    Acceptance accept(Claim claim, Move.Validated valid, Rules rules, String by);

    /// What stands in the way of a file before it is read; [Acceptance.Accepted] when nothing does. Nothing is
    /// written.
    Acceptance foresee(AuditRecord record, Rules rules);

    /// Marks a loaded file INGESTED in place of the older versions of its key; or SUPERSEDED, when a newer one is
    /// INGESTED already. The order to withdraw the rows that are then too many is written with it.
    ///
    /// A file that is ingested again takes its original's place in the same write, whatever the contract says;
    /// when that is no longer INGESTED, another one has its place.
    ///
    /// @param rows in its table
    /// @param rule what the contract of the record says: without `replace` older versions stay
    /// @param by who writes, for the history
    default Replacement replaceOlder(Claim claim, long rows, Function<AuditRecord, OnNewVersion> rule, String by) {
        return replaceOlder(claim, rows, null, rule, by);
    }

    /// The same of a file of which its batch has set rows aside.
    ///
    /// @param aside null for none
    Replacement replaceOlder(
            Claim claim,
            long rows,
            Move.@Nullable Uncurated aside,
            Function<AuditRecord, OnNewVersion> rule,
            String by);

    /// Whether a file takes the place of others when it is INGESTED, so that [#replaceOlder] is to do it.
    ///
    /// @param rule what its contract says
    static boolean takesPlaces(AuditRecord record, OnNewVersion rule) {
        return rule == OnNewVersion.REPLACE || record.course().replaces() != null;
    }

    /// What a data contract says.
    record Rules(OnNewVersion onNewVersion, OnDuplicate onDuplicate) {}

    /// Whether a file may be loaded.
    sealed interface Acceptance {
        /// It may.
        record Accepted(AuditRecord record) implements Acceptance {}

        /// Another object of the dataset has, or is getting, the same bytes in.
        record Duplicate(AuditRecord other) implements Acceptance {}

        /// Its key is taken by another version, and the contract refuses a second one.
        record KeyTaken(AuditRecord other) implements Acceptance {}

        /// A newer version of its key is ingested.
        record Outdated(AuditRecord record) implements Acceptance {}

        /// The claim is stale.
        record Stale(AuditRecord record) implements Acceptance {}
    }

    /// What came of marking a file INGESTED in place of others.
    sealed interface Replacement {
        /// The record as it is now.
        AuditRecord record();

        /// It is INGESTED; the rows of the older versions are to be withdrawn.
        record Replaced(AuditRecord record) implements Replacement {}

        /// A newer version is INGESTED: it is SUPERSEDED, and its own rows are to be withdrawn.
        record Outdated(AuditRecord record) implements Replacement {}

        /// The claim is stale.
        record Stale(AuditRecord record) implements Replacement {}
    }
}
