package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.files.Replaying.Replay;
import dev.millrace.cli.files.Replaying.Result;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.cli.terminal.Since;
import dev.millrace.flow.contracts.ContractIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Starts FAILED objects again.
@Command(
        name = "replay",
        description =
                "Start FAILED objects again: those that are named, or all of a dataset. Mend what made them fail first.",
        footer = {
            "",
            "The exit status is 1 when an object that was named is not FAILED; an object that changed meanwhile is only told.",
            "With --wait it is that of put --wait."
        })
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Parameters(
            paramLabel = "OBJECT",
            arity = "0..*",
            description = "Ids (or 8 digits of them), keys, key#versionId or s3://bucket/key.")
    private List<String> objects = List.of();

    @Option(names = "--dataset", paramLabel = "D", description = "All of this dataset; 'unmatched' for files of none.")
    private @Nullable String dataset;

    @Option(names = "--state", paramLabel = "S", description = "Only FAILED can be replayed, and that is the default.")
    private AuditState state = AuditState.FAILED;

    @Option(
            names = "--since",
            paramLabel = "T",
            converter = Since.class,
            description = "With --dataset: those that failed in this time, such as 2h or 3d, or since a time or day.")
    private @Nullable Instant since;

    @Option(
            names = "--rule",
            paramLabel = "TEXT",
            description = "With --dataset: only those whose reason has this text in it.")
    private @Nullable String rule;

    @Option(names = "--dry-run", description = "Only list what would be started.")
    private boolean dryRun;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private Waiting waiting = new Waiting();

    private final Map<Result, Integer> counts = new EnumMap<>(Result.class);
    private final List<ObjectVersion> started = new ArrayList<>();
    private ContractIndex inForce = new ContractIndex(List.of());

    @Override
    public Integer call() {
        check();
        Stack stack = shown.stack();
        inForce = stack.contracts().current();
        var replays = new Replaying(stack.restarts(), "millrace replay by " + stack.person(), dryRun);
        try {
            selected(shown.audit(stack)).forEach(record -> tell(replays.take(record)));
        } catch (RuntimeException e) {
            if (!started.isEmpty()) {
                shown.remark(summary() + " It stopped there; give the same command again for the rest.");
            }
            throw e;
        }
        shown.remark(summary());
        int status = json
                ? waiting.outcome(
                        shown,
                        stack,
                        started,
                        records -> records.forEach(record -> shown.line(RecordJson.line(record))))
                : waiting.outcome(shown, stack, started);
        return counts.containsKey(Result.REFUSED) ? Exit.FAILURE : status;
    }

    private void check() {
        if (state != AuditState.FAILED) {
            throw shown.wrongUsage("only FAILED objects can be replayed, not %s. See: %s"
                    .formatted(state, shown.commands().lsOfStates(state.name())));
        }
        boolean ofDataset = dataset != null || since != null;
        if (objects.isEmpty() == !ofDataset) {
            throw shown.wrongUsage("which objects? Name them, or give --dataset and --since");
        }
        if (ofDataset && (dataset == null || since == null)) {
            throw shown.wrongUsage("--dataset and --since belong together");
        }
        if (rule != null && (rule.isBlank() || !ofDataset)) {
            throw shown.wrongUsage("--rule needs a text of the reason, and --dataset and --since with it");
        }
    }

    /// What a dry run lists and a real run starts. What fails (again) after this moment is no part of it.
    private Stream<AuditRecord> selected(AuditView view) {
        if (dataset != null && since != null) {
            return view.pages(dataset, state, since, Instant.now())
                    .filter(record -> rule == null || Selection.tells(record, rule, none -> Optional.empty()));
        }
        var named = new LinkedHashMap<ObjectVersion, AuditRecord>();
        objects.stream().map(view::named).forEach(record -> named.put(record.version(), record));
        return named.values().stream();
    }

    private void tell(Replay replay) {
        counts.merge(replay.result(), 1, Integer::sum);
        if (replay.result() == Result.REPLAYED) {
            started.add(replay.record().version());
        }
        if (json) {
            shown.line(
                    RecordJson.line(replay.record(), "result", replay.result().name()));
        } else {
            tellPeople(replay);
        }
    }

    private void tellPeople(Replay replay) {
        AuditRecord record = replay.record();
        String object = "%s, id %s".formatted(record.version(), record.oid());
        switch (replay.result()) {
            case PLANNED -> shown.line("Would be started again: " + object);
            case REPLAYED ->
                shown.line(
                        record.executionArn() == null
                                ? "Waits for the next batch of its dataset: " + object
                                : "Started again: " + object);
            case CHANGED -> shown.line("Changed meanwhile, left alone: " + object);
            case REFUSED ->
                shown.error(
                        new Advice(inForce, shown.commands()).refusal(record, "only FAILED objects can be replayed"));
        }
    }

    private String summary() {
        int changed = counts.getOrDefault(Result.CHANGED, 0);
        int refused = counts.getOrDefault(Result.REFUSED, 0);
        return (dryRun
                        ? "%d would be started again".formatted(counts.getOrDefault(Result.PLANNED, 0))
                        : "%d started again".formatted(counts.getOrDefault(Result.REPLAYED, 0)))
                + (changed == 0 ? "" : ", %d changed meanwhile".formatted(changed))
                + (refused == 0 ? "" : ", %d cannot be".formatted(refused))
                + ".";
    }
}
