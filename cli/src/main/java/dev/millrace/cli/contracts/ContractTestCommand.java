package dev.millrace.cli.contracts;

import dev.millrace.base.json.Json;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.cli.terminal.TextTable;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Printable;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.Formats;
import dev.millrace.notices.reports.FindingsPage;
import dev.millrace.notices.reports.FindingsReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private Console shown = new Console();

    @Option(names = "--contract", paramLabel = "C", required = true, description = "The contract (*.odcs.yaml).")
    private Path contract = Path.of("");

    @Option(
            names = "--control",
            paramLabel = "FILE",
            description =
                    "A control file that lists them: they must agree with it, and all that it names must be there.")
    private @Nullable Path control;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to be judged.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "One JSON object a file and line, with its first 100 findings.")
    private boolean json;

    @Option(names = "--html", paramLabel = "DIR", description = "Write a page there for each file with findings.")
    private @Nullable Path html;

    private final Set<String> pages = new HashSet<>();

    @Override
    public Integer call() {
        var file = new ContractFile(contract);
        return switch (Formats.contract(file.bytes(shown))) {
            case ParsedContract.Refused refused -> file.tell(refused.problems(), shown);
            case ParsedContract.Accepted accepted -> test(accepted.contract());
        };
    }

    private int test(DataContract by) {
        Optional<ControlCheck> check = Optional.ofNullable(control).map(file -> ControlCheck.of(file, shown));
        int status =
                files.stream().mapToInt(each -> test(each, by, check)).max().orElse(Exit.OK);
        return check.map(of -> Math.max(status, of.tell(shown))).orElse(status);
    }

    private int test(Path file, DataContract by, Optional<ControlCheck> check) {
        TestedFile judged = TestedFile.judge(file.toString(), new LocalFile(file), by);
        if (judged.verdict() == TestedFile.Outcome.VALID) {
            check.ifPresent(of -> of.add(file, judged.bytes(), judged.rows(), String.valueOf(judged.sha256())));
        }
        if (json) {
            shown.line(Json.line(judged));
        } else {
            show(judged, by);
        }
        if (html != null && judged.total() > 0) {
            writePage(html, file, judged.report(by));
        }
        return judged.verdict().status();
    }

    /// Files of the same name from several folders each get a page of their own.
    private void writePage(Path folder, Path file, FindingsReport report) {
        String name = file.getFileName() + ".html";
        for (int i = 2; !pages.add(name); i++) {
            name = file.getFileName() + "-" + i + ".html";
        }
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name), FindingsPage.of(report, shown.commands()));
        } catch (IOException e) {
            throw new UncheckedIOException(folder.resolve(name) + " cannot be written", e);
        }
        shown.remark("All findings: " + Printable.of(folder.resolve(name).toString()));
    }

    private void show(TestedFile judged, DataContract by) {
        switch (judged.verdict()) {
            case VALID -> {
                String aside = judged.rowsSetAside() == 0 ? "" : ", set aside: %,d".formatted(judged.rowsSetAside());
                shown.line("%s keeps the contract %s %s (rows: %,d%s)"
                        .formatted(shown(judged), by.dataset(), by.version(), judged.rows(), aside));
                showFindings(judged);
            }
            case REJECTED -> {
                shown.line("%s is refused (findings: %,d, rows: %,d)"
                        .formatted(shown(judged), judged.total(), judged.rows()));
                showFindings(judged);
            }
            case UNREAD -> shown.error(shown(judged) + " cannot be read: " + judged.error());
        }
    }

    /// The file's name on one line, whatever stands in it.
    private static String shown(TestedFile judged) {
        return Printable.of(judged.file());
    }

    /// The first findings in the form that editors jump by, then the counts of all where these are more.
    private void showFindings(TestedFile judged) {
        judged.findings()
                .forEach(finding -> shown.line("%s:%d: %s".formatted(shown(judged), finding.line(), finding.words())));
        if (judged.total() > judged.findings().size()) {
            var table = new TextTable("FINDINGS", "RULE", "COLUMN");
            judged.counts()
                    .forEach(count -> table.row(
                            "%,d".formatted(count.count()),
                            count.rule(),
                            count.column() == null ? "" : count.column()));
            table.lines(shown.columns()).forEach(shown::line);
        }
    }
}
