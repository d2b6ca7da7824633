package dev.millrace.cli.batches;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchPage;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.jobs.Job;
import dev.millrace.audit.jobs.Jobs;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.json.Json;
import dev.millrace.cli.terminal.TextTable;
import dev.millrace.contract.Printable;
import dev.millrace.engines.runs.Run;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.local.UserError;
import dev.millrace.protocols.RunManifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything about one batch: where it stands, how its jobs stand, and what became of its files.
///
/// @param jobs those of its dataset that have been launched; of a batch that began since, too
/// @param files those that troubles are told of come first
public record ShownBatch(Batch batch, List<Job> jobs, List<AuditRecord> files) {
    private static final Pattern NAME = Pattern.compile("(?:([^/]+)/)?([0-9]{8}T[0-9]{6}Z)");

    private static final int MOST_FILES = 50;

    /// Those of which people want to know first.
    private static final Set<AuditState> TROUBLES =
            EnumSet.of(AuditState.FAILED, AuditState.HELD, AuditState.INVALID, AuditState.REJECTED, AuditState.NEW);

    public ShownBatch {
        jobs = List.copyOf(jobs);
        files = files.stream()
                .sorted(Comparator.comparing(file -> !TROUBLES.contains(file.state())))
                .toList();
    }

    /// The batch that a person names by `DATASET/BATCH`, or by `BATCH` when one dataset alone has it.
    ///
    /// @param inForce asked only for a batch that is named without its dataset
    /// @return empty when it is no batch's name, or there is no such batch
    public static Optional<Batch> named(String name, Supplier<ContractIndex> inForce, Batches batches) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String dataset = matcher.group(1);
        Stream<String> datasets = dataset == null
                ? inForce.get().contracts().stream().map(ContractRef::pin).map(pin -> pin.dataset())
                : Stream.of(dataset);
        List<Batch> found = datasets.flatMap(one -> batches.of(one).stream())
                .filter(batch -> batch.ref().batch().equals(matcher.group(2)))
                .toList();
        if (found.size() > 1) {
            throw new UserError("%d datasets have a batch %s. Name one: %s"
                    .formatted(
                            found.size(),
                            matcher.group(2),
                            String.join(
                                    ", ",
                                    found.stream()
                                            .map(batch -> batch.ref().dataset() + "/"
                                                    + batch.ref().batch())
                                            .toList())));
        }
        return found.stream().findFirst();
    }

    public static ShownBatch of(
            Batch batch, Batches batches, Jobs jobs, Function<List<ObjectId>, List<AuditRecord>> records) {
        List<ObjectId> files = batches.pages(batch.ref()).stream()
                .map(BatchPage::files)
                .flatMap(List::stream)
                .toList();
        return new ShownBatch(
                batch,
                Stream.of(RunManifest.JUDGE, RunManifest.CURATE)
                        .flatMap(kind -> jobs.find(batch.ref().job(kind)).stream())
                        .toList(),
                records.apply(files));
    }

    /// For people.
    ///
    /// @param width of their terminal
    public List<String> lines(Commands commands, int width) {
        BatchRef ref = batch.ref();
        BatchCounts counts = batch.counts();
        List<String> lines = new ArrayList<>();
        fact(lines, "Batch", ref.batch());
        fact(lines, "Dataset", ref.dataset() + ", " + ref.cadence());
        fact(lines, "State", batch.state().name());
        if (batch.reason() != null) {
            fact(lines, "Because", batch.reason());
        }
        fact(lines, "Began", batch.began().toString());
        fact(lines, "Ended", batch.ended() == null ? "not yet" : batch.ended() + ", after " + BatchListing.took(batch));
        fact(
                lines,
                "Files",
                "%,d: %,d ingested (%,d rows), %,d refused, %,d held, %,d failed, %,d left"
                        .formatted(
                                counts.files(),
                                counts.ingested(),
                                counts.rows(),
                                counts.rejected(),
                                counts.held(),
                                counts.failed(),
                                counts.left()));
        fact(lines, "Its rows", batch.committed() ? "are in the table for good" : "are not in the table");
        fact(lines, "Execution", batch.executionArn());
        lines.add("Jobs");
        if (jobs.isEmpty()) {
            lines.add("  none has been launched");
        }
        jobs.forEach(job -> lines.addAll(job(job)));
        if (!files.isEmpty()) {
            lines.add(files.size() > MOST_FILES ? "Files (%d of %d)".formatted(MOST_FILES, files.size()) : "Files");
            var table = new TextTable("STATE", "ID", "KEY", "REASON");
            files.stream()
                    .limit(MOST_FILES)
                    .forEach(file -> table.row(
                            file.state().name(),
                            file.oid().hex().substring(0, 8),
                            file.version().key(),
                            file.reason() == null ? "" : file.reason()));
            table.lines(width - 2).forEach(line -> lines.add("  " + line));
        }
        lines.add("What to do");
        advice(commands).forEach(line -> lines.add("  " + line));
        return lines;
    }

    private List<String> job(Job job) {
        List<String> lines = new ArrayList<>();
        lines.add("  %s: %s, %s".formatted(job.mark(), job.state(), job.engine().title()));
        if (job.mark().fence() != batch.fence()) {
            lines.add("    of %s batch of the dataset"
                    .formatted(job.mark().fence() < batch.fence() ? "an earlier" : "a later"));
        }
        Run run = job.run();
        if (run != null) {
            lines.add("    run " + Printable.of(run.id()) + ", its log: " + Printable.of(run.logs()));
        }
        lines.add("    begun %s, last heard of %s".formatted(job.begun(), job.changed()));
        if (job.reason() != null) {
            lines.add("    " + Printable.of(job.reason()));
        }
        return lines;
    }

    private List<String> advice(Commands commands) {
        BatchRef ref = batch.ref();
        String again = commands.batch(ref.cadence(), ref.dataset());
        return switch (batch.state()) {
            case RUNNING ->
                List.of("Nothing: it runs. If its execution has ended without a word, the sweep closes it: "
                        + commands.sweepAll());
            case EMPTY, SUCCEEDED -> List.of("Nothing.");
            case PARTIAL ->
                List.of(
                        "See why a file is not in: " + commands.show("ID"),
                        "Files that are FAILED or NEW are the next batch's. To run it at once: " + again);
            case FAILED ->
                List.of(
                        "Mend the cause. The next batch takes its files, and the sweep starts one when the fault passes by itself.",
                        "To run it at once: " + again);
        };
    }

    private static void fact(List<String> lines, String what, String value) {
        lines.add("%-13s %s".formatted(what, Printable.of(value)));
    }

    /// As one line of JSON. Fields are only ever added.
    public String json() {
        BatchRef ref = batch.ref();
        BatchCounts counts = batch.counts();
        ObjectNode node = Json.MAPPER
                .createObjectNode()
                .put("dataset", ref.dataset())
                .put("cadence", ref.cadence())
                .put("batch", ref.batch())
                .put("state", batch.state().name())
                .put("reason", batch.reason())
                .put("began", batch.began().toString())
                .put("ended", text(batch.ended()))
                .put("committed", batch.committed())
                .put("fence", batch.fence())
                .put("executionArn", batch.executionArn());
        node.putObject("counts")
                .put("files", counts.files())
                .put("ingested", counts.ingested())
                .put("rejected", counts.rejected())
                .put("held", counts.held())
                .put("failed", counts.failed())
                .put("left", counts.left())
                .put("rows", counts.rows());
        ArrayNode ofJobs = node.putArray("jobs");
        for (Job job : jobs) {
            Run run = job.run();
            ofJobs.addObject()
                    .put("job", job.mark().job())
                    .put("fence", job.mark().fence())
                    .put("engine", job.engine().name())
                    .put("state", job.state().name())
                    .put("run", run == null ? null : run.id())
                    .put("log", run == null ? null : run.logs())
                    .put("begun", job.begun().toString())
                    .put("changed", job.changed().toString())
                    .put("reason", job.reason());
        }
        ArrayNode ofFiles = node.putArray("files");
        files.forEach(file -> ofFiles.addObject()
                .put("oid", file.oid().hex())
                .put("key", file.version().key())
                .put("versionId", file.version().versionId())
                .put("state", file.state().name())
                .put("reason", file.reason()));
        return Json.line(node);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
