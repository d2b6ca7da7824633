package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Since;
import dev.millrace.notices.reports.FindingsReport;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which objects a person decides about: those that are named, or those of a dataset.
final class Selection {
    @Parameters(
            paramLabel = "OBJECT",
            arity = "0..*",
            description = "Ids (or 8 digits of them), keys, key#versionId or s3://bucket/key.")
    private List<String> objects = List.of();

    @Option(
            names = "--dataset",
            paramLabel = "D",
            description = "Instead of OBJECT: those of this dataset; 'unmatched' for files of none.")
    private @Nullable String dataset;

    @Option(names = "--state", paramLabel = "S", split = ",", description = "With --dataset: those in these states.")
    private @Nullable List<AuditState> states;

    @Option(
            names = "--since",
            paramLabel = "T",
            converter = Since.class,
            description =
                    "With --dataset: what came into its state in this time, such as 2h or 3d, or since a time or day.")
    private @Nullable Instant since;

    @Option(
            names = "--rule",
            paramLabel = "TEXT",
            description = "With --dataset: only what was refused by this rule, or whose reason has this text in it.")
    private @Nullable String rule;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "With --dataset: at most so many (default: ${DEFAULT-VALUE}). Give the command again for the rest.")
    private int limit;

    @Option(names = "--dry-run", description = "Only list what would be done.")
    private boolean dryRun;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    /// Whether nothing is to be done.
    boolean dryRun() {
        return dryRun;
    }

    /// Whether programs read the result.
    boolean json() {
        return json;
    }

    /// Whether one object was named, and nothing else asked for.
    boolean ofOne() {
        return objects.size() == 1;
    }

    /// How many objects are taken at most.
    int limit() {
        return objects.isEmpty() ? limit : Integer.MAX_VALUE;
    }

    /// Looks at the command line.
    ///
    /// @param allowed the states that the command takes
    /// @param usual the one that it takes when none is given; null when one must be given
    /// @throws picocli.CommandLine.ParameterException when it makes no sense
    void check(Console shown, Set<AuditState> allowed, @Nullable AuditState usual) {
        boolean ofDataset = dataset != null || since != null || states != null || rule != null;
        if (objects.isEmpty() == !ofDataset) {
            throw shown.wrongUsage("which objects? Name them, or give --dataset and --since");
        }
        if (ofDataset && (dataset == null || since == null)) {
            throw shown.wrongUsage("--dataset and --since belong together");
        }
        if (states == null && usual == null && ofDataset) {
            throw shown.wrongUsage("--dataset needs --state %s here".formatted(names(allowed)));
        }
        if (states != null && !allowed.containsAll(states)) {
            throw shown.wrongUsage("only %s objects can be taken here. See: %s"
                    .formatted(names(allowed), shown.commands().lsOfStates(names(EnumSet.copyOf(states)))));
        }
        if (limit < 1) {
            throw shown.wrongUsage("--limit is a number from 1 on");
        }
        if (rule != null && rule.isBlank()) {
            throw shown.wrongUsage("--rule needs a rule, or a text of the reason");
        }
        if (states == null && usual != null) {
            states = List.of(usual);
        }
    }

    private static String names(Set<AuditState> states) {
        return states.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    /// What a dry run lists and a real run takes. What comes into its state after this moment is no part of it.
    ///
    /// @param reports gives the report of findings on a file
    Stream<AuditRecord> of(AuditView view, Function<AuditRecord, Optional<FindingsReport>> reports) {
        if (dataset != null && since != null && states != null) {
            String name = dataset;
            Instant from = since;
            Instant now = Instant.now();
            return EnumSet.copyOf(states).stream()
                    .flatMap(state -> view.pages(name, state, from, now))
                    .filter(record -> isMeant(record, reports));
        }
        var named = new LinkedHashMap<ObjectVersion, AuditRecord>();
        objects.stream().map(view::named).forEach(record -> named.put(record.version(), record));
        return named.values().stream();
    }

    /// Files that wait for their set go on by themselves, so only a rule that is given means them.
    private boolean isMeant(AuditRecord record, Function<AuditRecord, Optional<FindingsReport>> reports) {
        if (record.course().releasedAs() != null) {
            return false;
        }
        return rule == null ? record.course().waitsFor() == null : tells(record, rule, reports);
    }

    /// Whether a record was refused by a rule, or its reason has a text in it.
    static boolean tells(AuditRecord record, String rule, Function<AuditRecord, Optional<FindingsReport>> reports) {
        String reason = record.reason();
        return (reason != null && reason.toLowerCase(Locale.ROOT).contains(rule.toLowerCase(Locale.ROOT)))
                || (record.state() == AuditState.REJECTED
                        && reports.apply(record).stream()
                                .flatMap(report -> report.counts().stream())
                                .anyMatch(count -> count.rule().equalsIgnoreCase(rule)));
    }
}
