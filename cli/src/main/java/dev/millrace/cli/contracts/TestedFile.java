package dev.millrace.cli.contracts;

import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.DataContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.rows.RowSink;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.sql.DuckDbEngine;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came out of judging a file.
///
/// @param file what people call it
/// @param rowsSetAside how many of the rows are set aside
/// @param sha256 of the file; null when it was not read to its end
/// @param total how many findings there are
/// @param findings the first 100 at most
/// @param error why it could not be read; null when it could
record TestedFile(
        String file,
        Outcome verdict,
        long rows,
        long rowsSetAside,
        long bytes,
        @Nullable String sha256,
        long total,
        List<FindingsReport.Count> counts,
        List<FindingsReport.Line> findings,
        @Nullable String error) {
    enum Outcome {
        VALID(Exit.OK),
        REJECTED(Exit.REJECTED),
        /// It could not be read to its end.
        UNREAD(Exit.FAILED);

        private final int status;

        Outcome(int status) {
            this.status = status;
        }

        /// The exit status for it.
        int status() {
            return status;
        }
    }

    /// Judges a file as a stack would.
    static TestedFile judge(String name, FileBytes file, DataContract by) {
        try {
            return of(name, FileJudge.judge(by, file, DuckDbEngine.workbench(), RowSink.none()));
        } catch (NoSuchFileException e) {
            return unread(name, "there is no such file");
        } catch (IOException e) {
            return unread(name, String.valueOf(e.getMessage()));
        }
    }

    private static TestedFile of(String name, Verdict verdict) {
        return new TestedFile(
                name,
                verdict instanceof Verdict.Valid ? Outcome.VALID : Outcome.REJECTED,
                verdict.rows(),
                verdict instanceof Verdict.Valid valid ? valid.setAside() : 0,
                verdict.bytes(),
                switch (verdict) {
                    case Verdict.Valid valid -> valid.sha256();
                    case Verdict.Rejected rejected -> rejected.sha256().orElse(null);
                },
                verdict.findings().total(),
                FindingsReport.Count.all(verdict.findings()),
                FindingsReport.Line.all(verdict.findings()),
                null);
    }

    /// A file that could not be read to its end.
    static TestedFile unread(String name, String error) {
        return new TestedFile(name, Outcome.UNREAD, 0, 0, 0, null, 0, List.of(), List.of(), error);
    }

    /// The report on it; there is no object, so it names none.
    FindingsReport report(DataContract by) {
        return new FindingsReport(
                "",
                file,
                "",
                "",
                by.dataset(),
                by.version(),
                null,
                bytes,
                rows,
                rowsSetAside,
                null,
                Instant.now().toString(),
                total,
                counts,
                findings);
    }
}
