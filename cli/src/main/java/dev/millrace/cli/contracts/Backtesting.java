package dev.millrace.cli.contracts;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.cli.contracts.Backtest.Compared;
import dev.millrace.cli.files.AuditedBytes;
import dev.millrace.cli.files.ReportReader;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.contract.DataContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Judges the latest files of a dataset by another contract.
final class Backtesting {
    private static final Set<AuditState> JUDGED = EnumSet.of(
            AuditState.VALID,
            AuditState.LOADING,
            AuditState.INGESTED,
            AuditState.SUPERSEDED,
            AuditState.INVALID,
            AuditState.REJECTED);

    /// How far it looks back for enough files, one after the other; then at all.
    private static final List<Duration> SPANS = List.of(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(60));

    private final Console shown;
    private final Stack stack;

    Backtesting(Console shown, Stack stack) {
        this.shown = shown;
        this.stack = stack;
    }

    /// Judges files again.
    ///
    /// @param last so many, the latest
    /// @param each is told of each as soon as it is judged
    /// @return all of them, the latest change first; empty when no file of the dataset was judged yet
    List<Compared> judge(String dataset, DataContract by, int last, Consumer<Compared> each) {
        List<AuditRecord> records = latest(shown.audit(stack), dataset, last);
        if (records.isEmpty()) {
            return List.of();
        }
        var reports = new ReportReader(stack);
        var bytes = new AuditedBytes(stack.s3(), stack.output("FailedBucket"));
        var backtest = new Backtest(by, bytes::of, reports::of);
        shown.step("Judging the files of " + dataset);
        List<Compared> compared = new ArrayList<>();
        for (AuditRecord record : records) {
            if (compared.size() < last) {
                backtest.judge(record).ifPresent(one -> {
                    compared.add(one);
                    each.accept(one);
                });
            }
        }
        shown.done("Judged");
        return compared;
    }

    /// The records of judged files, the latest change first: as many as are wanted, if there are so many.
    private static List<AuditRecord> latest(AuditView view, String of, int last) {
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

    /// How many come to another verdict, in a sentence.
    static String summary(List<Compared> compared) {
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
}
