package dev.millrace.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.cli.Backtest.Compared;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.dispatch.Json;
import dev.millrace.common.failed.FindingsReport;
import dev.millrace.contract.ContractParser;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.ParsedContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
    private static final Set<AuditState> JUDGED = EnumSet.of(
            AuditState.VALID,
            AuditState.LOADING,
            AuditState.INGESTED,
            AuditState.SUPERSEDED,
            AuditState.INVALID,
            AuditState.REJECTED);

    /// How far it looks back for enough files, one after the other; then at all.
    private static final List<Duration> SPANS = List.of(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(60));

    @Mixin
    private Shown shown = new Shown();

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
        return switch (ContractParser.parse(file.bytes(shown))) {
            case ParsedContract.Refused refused -> file.tell(refused.problems(), shown);
            case ParsedContract.Accepted accepted -> backtest(accepted.contract());
        };
    }

    private int backtest(DataContract by) {
        Stack stack = shown.stack();
        String of = dataset == null ? by.dataset() : dataset;
        List<AuditRecord> records = latest(shown.audit(stack), of);
        if (records.isEmpty()) {
            shown.remark("No file of the dataset %s was judged yet.".formatted(of));
            return Exit.OK;
        }
        var reports = new ReportReader(stack);
        var bytes = new AuditedBytes(stack.s3(), stack.output("FailedBucket"));
        var backtest = new Backtest(by, bytes::of, reports::of);
        shown.step("Judging the files of " + of);
        List<Compared> compared = new ArrayList<>();
        for (AuditRecord record : records) {
            if (compared.size() < last) {
                backtest.judge(record).ifPresent(one -> {
                    compared.add(one);
                    if (json) {
                        shown.line(json(one));
                    }
                });
            }
        }
        shown.done("Judged");
        if (!json) {
            show(compared);
        }
        return status(compared);
    }

    /// The records of judged files, the latest change first: as many as are wanted, if there are so many.
    private List<AuditRecord> latest(AuditView view, String of) {
        for (Duration span : SPANS) {
            List<AuditRecord> records = judged(view, of, Instant.now().minus(span));
            if (records.size() >= last) {
                return records;
            }
        }
        return judged(view, of, Instant.EPOCH);
    }

    private static List<AuditRecord> judged(AuditView view, String of, Instant since) {
        return view.ofDataset(of, JUDGED, since).stream()
                .filter(record -> record.state() != AuditState.SUPERSEDED || record.rows() != null)
                .sorted(Comparator.comparing(AuditRecord::time).reversed())
                .toList();
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
            var table = new Table("FILE", "WAS", "WOULD BE", "ID", "BECAUSE");
            told.forEach(one -> table.row(
                    one.record().version().key(),
                    words(one.was()),
                    words(one.now().verdict()),
                    one.record().oid().hex().substring(0, 8),
                    because(one.now())));
            table.lines(shown.columns()).forEach(shown::line);
        }
        shown.line(summary(compared));
    }

    private static String summary(List<Compared> compared) {
        long refused = compared.stream()
                .filter(one -> one.flips() && one.was() == Backtest.Was.ACCEPTED)
                .count();
        long accepted = compared.stream()
                .filter(one -> one.flips() && one.was() == Backtest.Was.REFUSED)
                .count();
        long unread = compared.stream().filter(Compared::isUnread).count();
        return "%,d files judged: %,d would be refused that were accepted, %,d accepted that were refused, %,d cannot be read, %,d stay as they are."
                .formatted(compared.size(), refused, accepted, unread, compared.size() - refused - accepted - unread);
    }

    private static String words(Backtest.Was was) {
        return switch (was) {
            case ACCEPTED -> "accepted";
            case REFUSED -> "refused";
            case REFUSED_OTHERWISE -> "refused, not for its content";
        };
    }

    private static String words(JudgedFile.Outcome outcome) {
        return switch (outcome) {
            case VALID -> "accepted";
            case REJECTED -> "refused";
            case UNREAD -> "not known";
        };
    }

    private static String because(JudgedFile judged) {
        if (judged.error() != null) {
            return judged.error();
        }
        return judged.findings().stream()
                .findFirst()
                .map(FindingsReport.Line::text)
                .orElse("");
    }

    private static String json(Compared one) {
        JudgedFile now = one.now();
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
