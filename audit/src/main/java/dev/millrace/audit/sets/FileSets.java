package dev.millrace.audit.sets;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.Claim;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.MoveResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known of the sets that control files announce: the control file in force, and the files that came.
///
/// Nobody shares an item with others but the one control file, so thousands of files that come at once do not wait
/// for each other. Everything is read consistently: whoever writes first and reads then sees all that was written
/// before, so of those who complete a set at the same moment at least the last sees that it is complete.
public interface FileSets {
    /// The control file in force; empty when none was read yet.
    Optional<Control> control(SetId set);

    /// Puts a claimed control file in force, in one write with its move to APPLIED; or moves it to SUPERSEDED, when a
    /// newer version of it is in force.
    ///
    /// @param size of the control file, in bytes
    /// @param by who writes, for the history
    /// @return the record as it is now: also when the claim is stale, and nothing was written
    AuditRecord apply(SetId set, Claim claim, Move.Applied applied, long size, String by);

    /// Writes down what is known of a file that came.
    void join(SetId set, Member member);

    /// Lets a claimed file wait: in one write with its move to HELD it is written down that it waits.
    ///
    /// @param by who writes, for the history
    MoveResult hold(SetId set, Claim claim, Member member, Move.Waits waits, String by);

    /// The files that came.
    List<Member> members(SetId set);

    /// Writes down that a file no longer waits as it was seen to.
    void waitsNoLonger(SetId set, Member seen);

    /// Writes down why a waiting file waits now, and whether its owners were told.
    void waits(SetId set, Member seen, Member.Waiting now);

    /// The sets of which files may wait.
    List<WaitingSet> waiting();

    /// Writes down that no file of a set waits any longer, unless one began to since.
    void noneWaits(WaitingSet seen);

    /// A set of which files may wait.
    ///
    /// @param since when the last of them began to
    record WaitingSet(SetId set, Instant since) {}
}
