package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.cli.terminal.Since;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists objects and where they stand.
@Command(name = "ls", description = "List objects and where they stand, the latest change first.")
public final class LsCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Option(names = "--dataset", paramLabel = "D", description = "Only of this dataset; 'unmatched' for files of none.")
    private @Nullable String dataset;

    @Option(
            names = "--state",
            paramLabel = "S",
            split = ",",
            description = "Only in these states, such as rejected or failed,held: ${COMPLETION-CANDIDATES}.")
    private @Nullable List<AuditState> states;

    @Option(
            names = "--since",
            paramLabel = "T",
            converter = Since.class,
            description =
                    "Only what changed in this time, such as 2h or 7d, or since a time or day. Use it where there are many objects.")
    private @Nullable Instant since;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        List<AuditRecord> records = records(shown.audit(shown.stack()));
        if (json) {
            records.forEach(record -> shown.line(RecordJson.line(record)));
        } else if (records.isEmpty()) {
            shown.remark("No objects. Upload one: " + shown.commands().put("FILE", "KEY"));
        } else {
            Listing.lines(records, shown.columns()).forEach(shown::line);
        }
        return Exit.OK;
    }

    private List<AuditRecord> records(AuditView view) {
        Set<AuditState> wanted = states == null ? EnumSet.allOf(AuditState.class) : EnumSet.copyOf(states);
        Instant from = since == null ? Instant.EPOCH : since;
        return dataset == null ? view.inStates(wanted, from) : view.ofDataset(dataset, wanted, from);
    }
}
