package dev.millrace.cli.contracts;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.contract.DataContract;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.notices.reports.FindingsReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/// Judges files that were judged before by another contract. Nothing of the audit is changed.
final class Backtest {
    /// Why files are refused whatever stands in them.
    private static final Set<String> NOT_OF_CONTENT = Set.of("no-contract", "could-not-be-validated", "new-version");

    private final DataContract contract;
    private final Bytes bytes;
    private final Function<AuditRecord, Optional<FindingsReport>> reports;

    /// @param bytes where files are
    /// @param reports what was found in refused files
    Backtest(DataContract contract, Bytes bytes, Function<AuditRecord, Optional<FindingsReport>> reports) {
        this.contract = contract;
        this.bytes = bytes;
        this.reports = reports;
    }

    /// Finds the bytes of a file.
    @FunctionalInterface
    interface Bytes {
        FileBytes of(AuditRecord record) throws IOException;
    }

    /// What became of a file.
    enum Was {
        ACCEPTED,
        REFUSED,
        /// Refused for its key, its version or what it cost, whatever stands in it.
        REFUSED_OTHERWISE
    }

    /// A file that was judged again.
    record Compared(AuditRecord record, Was was, TestedFile now) {
        /// Whether the other contract comes to another verdict.
        boolean flips() {
            return switch (now.verdict()) {
                case VALID -> was == Was.REFUSED;
                case REJECTED -> was == Was.ACCEPTED;
                case UNREAD -> false;
            };
        }

        boolean isUnread() {
            return now.verdict() == TestedFile.Outcome.UNREAD;
        }
    }

    /// Judges a file again; empty when it was never judged by what stands in its rows, as a control file is not.
    Optional<Compared> judge(AuditRecord record) {
        boolean control = contract.controlFile()
                .filter(file -> file.isControlFile(record.version().key(), contract.keyPattern()))
                .isPresent();
        Was was = control ? null : was(record);
        return was == null ? Optional.empty() : Optional.of(new Compared(record, was, now(record)));
    }

    private @Nullable Was was(AuditRecord record) {
        return switch (record.state()) {
            case VALID, LOADING, INGESTED -> Was.ACCEPTED;
            // Superseded before it was judged, when it has no rows.
            case SUPERSEDED -> record.rows() == null ? null : Was.ACCEPTED;
            case INVALID, REJECTED ->
                reports.apply(record).filter(Backtest::isOfContent).isPresent() ? Was.REFUSED : Was.REFUSED_OTHERWISE;
            case NEW, VALIDATING, FAILED, HELD, GONE, IGNORED, APPLIED -> null;
        };
    }

    private static boolean isOfContent(FindingsReport report) {
        return report.findings().stream()
                .findFirst()
                .filter(finding -> !NOT_OF_CONTENT.contains(finding.rule()))
                .isPresent();
    }

    private TestedFile now(AuditRecord record) {
        String name = record.version().key();
        try {
            TestedFile judged = TestedFile.judge(name, bytes.of(record), contract);
            String sha256 = record.contentSha256();
            boolean others = sha256 != null && judged.sha256() != null && !sha256.equals(judged.sha256());
            return others ? TestedFile.unread(name, "its bytes are not those that were judged") : judged;
        } catch (IOException e) {
            return TestedFile.unread(name, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException | SdkException e) {
            return TestedFile.unread(name, "reading it failed: " + e.getMessage());
        }
    }
}
