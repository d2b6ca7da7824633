package dev.millrace.validatefile;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.NewColumn;
import dev.millrace.flow.batches.JudgedFiles;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.findings.Findings;
import dev.millrace.protocols.JudgedFile;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Files that are too big to be read here. A batch leaves them to its job, which judges them by the same code, and
/// then takes them the way of all others; files that come by themselves have no job.
final class BigFiles {
    private final long maxBytes;
    private final JudgedFiles judged;

    /// @param maxBytes what a file may have to be read here
    BigFiles(long maxBytes, JudgedFiles judged) {
        this.maxBytes = maxBytes;
        this.judged = judged;
    }

    /// What a job found out about a file.
    sealed interface Judged {
        /// Its verdict.
        ///
        /// @param md5 of the file; null when it is needed for nothing
        record Read(Verdict verdict, @Nullable String md5) implements Judged {}

        /// The version was not there any more.
        record Gone() implements Judged {}

        /// Nobody can read it as it is.
        record Unreadable(String reason) implements Judged {}
    }

    /// Whether a file is too big to be read here.
    boolean isBig(long size) {
        return size > maxBytes;
    }

    /// Why a file can be read neither here nor by a job; empty when one of them can.
    ///
    /// @param turn of the batch that the file is in; null of files that are ingested by themselves
    Optional<String> hindrance(long size, DataContract contract, @Nullable BatchContext turn) {
        if (!isBig(size)) {
            return Optional.empty();
        }
        if (turn == null) {
            return Optional.of(
                    "The file has %d bytes; files that are ingested on arrival may have %d. Split it, or give its dataset the cadence daily or monthly: batches take files of any size"
                            .formatted(size, maxBytes));
        }
        return contract.sqlRule()
                .map(rule ->
                        "The file has %d bytes; with rules in SQL, such as '%s', it may have %d. Split it, or take these rules out of the contract"
                                .formatted(size, rule.name(), maxBytes));
    }

    /// What the job of a batch found out about a file.
    ///
    /// @param contract place of the contract by which the file is to be judged
    /// @throws IllegalStateException when the job says nothing of the file, or went by another contract
    Judged judged(BatchRef batch, ObjectId oid, String contract) {
        JudgedFile file = judged.find(batch, oid, contract);
        return switch (file.outcome()) {
            case JudgedFile.VALID -> new Judged.Read(valid(file, judged.findings(batch, file)), file.md5());
            case JudgedFile.INVALID -> new Judged.Read(rejected(file, judged.findings(batch, file)), null);
            case JudgedFile.GONE -> new Judged.Gone();
            case JudgedFile.UNREADABLE -> new Judged.Unreadable(Objects.requireNonNull(file.reason()));
            default -> throw new IllegalStateException("Unknown outcome " + file.outcome());
        };
    }

    private static Verdict valid(JudgedFile file, Findings findings) {
        return new Verdict.Valid(
                file.rows(),
                file.rowsSetAside(),
                file.bytes(),
                Objects.requireNonNull(file.sha256()),
                findings,
                file.newColumns().stream()
                        .map(column -> new NewColumn(column.header(), column.logicalType()))
                        .toList());
    }

    private static Verdict rejected(JudgedFile file, Findings findings) {
        return new Verdict.Rejected(findings, file.rows(), file.bytes(), Optional.ofNullable(file.sha256()));
    }
}
