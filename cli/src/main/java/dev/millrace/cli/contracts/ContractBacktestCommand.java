package dev.millrace.cli.contracts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.base.json.Json;
import dev.millrace.cli.contracts.Backtest.Compared;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.cli.terminal.TextTable;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.Formats;
import dev.millrace.notices.reports.FindingsReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Judges the latest files of a dataset by a changed contract, before it is put in force.
@Command(
        name = "backtest",
        description =
                "Judge the latest files of a dataset by a changed contract, and show which would come to another verdict. It reads "
                        + "only: nothing is loaded, moved or recorded. Exit status 3 when one would, 4 when one cannot be read.")
final class ContractBacktestCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Parameters(paramLabel = "CONTRACT", description = "The changed contract (*.odcs.yaml).")
    private Path contract = Path.of("");

    @Option(names = "--last", paramLabel = "N", required = true, description = "Judge so many files, the latest.")
    private int last;

    @Option(names = "--dataset", paramLabel = "D", description = "Files of this dataset; else of the contract's.")
    private @Nullable String dataset;

    @Option(names = "--json", description = "One JSON object a file and line.")
    private boolean json;

    @Override
    public Integer call() {
        if (last < 1) {
            throw shown.wrongUsage("--last must be 1 or more");
        }
        var file = new ContractFile(contract);
        return switch (Formats.contract(file.bytes(shown))) {
            case ParsedContract.Refused refused -> file.tell(refused.problems(), shown);
            case ParsedContract.Accepted accepted -> backtest(accepted.contract());
        };
    }

    private int backtest(DataContract by) {
        Stack stack = shown.stack();
        String of = dataset == null ? by.dataset() : dataset;
        List<Compared> compared = new Backtesting(shown, stack).judge(of, by, last, one -> {
            if (json) {
                shown.line(json(one));
            }
        });
        if (compared.isEmpty()) {
            shown.remark("No file of the dataset %s was judged yet.".formatted(of));
            return Exit.OK;
        }
        if (!json) {
            show(compared);
        }
        return status(compared);
    }

    private static int status(List<Compared> compared) {
        if (compared.stream().anyMatch(Compared::isUnread)) {
            return Exit.FAILED;
        }
        return compared.stream().anyMatch(Compared::flips) ? Exit.REJECTED : Exit.OK;
    }

    private void show(List<Compared> compared) {
        List<Compared> told =
                compared.stream().filter(one -> one.flips() || one.isUnread()).toList();
        if (!told.isEmpty()) {
            var table = new TextTable("FILE", "WAS", "WOULD BE", "ID", "BECAUSE");
            told.forEach(one -> table.row(
                    one.record().version().key(),
                    words(one.was()),
                    words(one.now().verdict()),
                    one.record().oid().hex().substring(0, 8),
                    because(one.now())));
            table.lines(shown.columns()).forEach(shown::line);
        }
        shown.line(Backtesting.summary(compared));
    }

    private static String words(Backtest.Was was) {
        return switch (was) {
            case ACCEPTED -> "accepted";
            case REFUSED -> "refused";
            case REFUSED_OTHERWISE -> "refused, not for its content";
        };
    }

    private static String words(TestedFile.Outcome outcome) {
        return switch (outcome) {
            case VALID -> "accepted";
            case REJECTED -> "refused";
            case UNREAD -> "not known";
        };
    }

    private static String because(TestedFile judged) {
        if (judged.error() != null) {
            return judged.error();
        }
        return judged.findings().stream()
                .findFirst()
                .map(FindingsReport.Line::text)
                .orElse("");
    }

    private static String json(Compared one) {
        TestedFile now = one.now();
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("key", one.record().version().key())
                .put("versionId", one.record().version().versionId())
                .put("oid", one.record().oid().hex())
                .put("was", one.was().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("wouldBe", one.isUnread() ? null : words(now.verdict()))
                .put("flips", one.flips())
                .put("rows", now.rows())
                .put("rowsSetAside", now.rowsSetAside())
                .put("findings", now.total())
                .put("because", because(now))
                .put("error", now.error());
        return Json.line(node);
    }
}
