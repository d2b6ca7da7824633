package dev.millrace.cli;

import dev.millrace.common.dispatch.Json;
import dev.millrace.common.failed.FindingsReport;
import dev.millrace.contract.ContractParser;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.ParsedContract;
import dev.millrace.contract.reading.FileJudge;
import dev.millrace.contract.reading.RowSink;
import dev.millrace.contract.reading.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Judges files of this machine by a contract, as `validate-file` would.
@Command(
        name = "test",
        description =
                "Judge files by a contract as a stack would, without one: nothing is uploaded, no contract need be in force. "
                        + "Exit status 3 when a file is refused, 4 when one cannot be read.")
final class ContractTestCommand implements Callable<Integer> {
    @Mixin
    private Shown shown = new Shown();

    @Option(names = "--contract", paramLabel = "C", required = true, description = "The contract (*.odcs.yaml).")
    private Path contract = Path.of("");

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to be judged.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "One JSON object a file and line, with its first 100 findings.")
    private boolean json;

    private enum Outcome {
        VALID(Exit.OK),
        REJECTED(Exit.REJECTED),
        /// It could not be read to its end.
        UNREAD(Exit.FAILED);

        private final int status;

        Outcome(int status) {
            this.status = status;
        }
    }

    /// What came out of judging a file.
    ///
    /// @param sha256 of the file; null when it was not read to its end
    /// @param total how many findings there are
    /// @param findings the first 100 at most
    /// @param error why it could not be read; null when it could
    private record Judged(
            String file,
            Outcome verdict,
            long rows,
            long bytes,
            @Nullable String sha256,
            long total,
            List<FindingsReport.Count> counts,
            List<FindingsReport.Line> findings,
            @Nullable String error) {
        static Judged of(Path file, Verdict verdict) {
            return switch (verdict) {
                case Verdict.Valid valid ->
                    new Judged(
                            file.toString(),
                            Outcome.VALID,
                            valid.rows(),
                            valid.bytes(),
                            valid.sha256(),
                            0,
                            List.of(),
                            List.of(),
                            null);
                case Verdict.Rejected rejected ->
                    new Judged(
                            file.toString(),
                            Outcome.REJECTED,
                            rejected.rows(),
                            rejected.bytes(),
                            rejected.sha256().orElse(null),
                            rejected.findings().total(),
                            FindingsReport.Count.all(rejected.findings()),
                            FindingsReport.Line.all(rejected.findings()),
                            null);
            };
        }

        static Judged unread(Path file, IOException e) {
            String error = e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
            return new Judged(file.toString(), Outcome.UNREAD, 0, 0, null, 0, List.of(), List.of(), error);
        }
    }

    @Override
    public Integer call() {
        var file = new ContractFile(contract);
        return switch (ContractParser.parse(file.bytes(shown))) {
            case ParsedContract.Refused refused -> file.tell(refused.problems(), shown);
            case ParsedContract.Accepted accepted ->
                files.stream()
                        .mapToInt(each -> test(each, accepted.contract()))
                        .max()
                        .orElse(Exit.OK);
        };
    }

    private int test(Path file, DataContract by) {
        Judged judged = judged(file, by);
        if (json) {
            shown.line(Json.line(judged));
        } else {
            show(judged, by);
        }
        return judged.verdict().status;
    }

    private static Judged judged(Path file, DataContract by) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return Judged.of(file, FileJudge.judge(by, bytes, RowSink.none()));
        } catch (IOException e) {
            return Judged.unread(file, e);
        }
    }

    private void show(Judged judged, DataContract by) {
        switch (judged.verdict()) {
            case VALID ->
                shown.line("%s keeps the contract %s %s (rows: %,d)"
                        .formatted(judged.file(), by.dataset(), by.version(), judged.rows()));
            case REJECTED -> showFindings(judged);
            case UNREAD -> shown.error(judged.file() + " cannot be read: " + judged.error());
        }
    }

    /// The first findings in the form that editors jump by, then the counts of all where these are more.
    private void showFindings(Judged judged) {
        shown.line("%s is refused (findings: %,d, rows: %,d)".formatted(judged.file(), judged.total(), judged.rows()));
        judged.findings()
                .forEach(finding -> shown.line("%s:%d: %s".formatted(judged.file(), finding.line(), finding.words())));
        if (judged.total() > judged.findings().size()) {
            var table = new Table("FINDINGS", "RULE", "COLUMN");
            judged.counts()
                    .forEach(count -> table.row(
                            "%,d".formatted(count.count()),
                            count.rule(),
                            count.column() == null ? "" : count.column()));
            table.lines(shown.columns()).forEach(shown::line);
        }
    }
}
