package dev.millrace.cli.lake;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.cli.lake.CatalogRebuild.Rebuilt;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.cli.terminal.TextTable;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The catalog of the lake's tables.
@Command(
        name = "catalog",
        description = "The catalog of the lake's tables.",
        subcommands = {CatalogCommand.Rebuild.class})
public final class CatalogCommand implements Runnable {
    @Mixin
    private Console shown = new Console();

    @Override
    public void run() {
        throw new ParameterException(shown.command().commandLine(), "What about the catalog? rebuild [--dataset D]");
    }

    /// Makes tables and partitions again.
    @Command(
            name = "rebuild",
            description =
                    "Make tables and partitions again from the contracts in force and what lies in the lake: of single files where one is "
                            + "INGESTED, of batches where the newest committed one has put them. What is registered beyond that stays.")
    static final class Rebuild implements Callable<Integer> {
        @Mixin
        private Console shown = new Console();

        @Option(names = "--dataset", paramLabel = "D", description = "Only the tables of this dataset.")
        private @Nullable String dataset;

        @Option(names = "--dry-run", description = "Only say what would be done.")
        private boolean dry;

        @Override
        public Integer call() {
            Stack stack = shown.stack();
            List<String> datasets = dataset == null
                    ? stack.contracts().current().contracts().stream()
                            .map(contract -> contract.pin().dataset())
                            .toList()
                    : List.of(dataset);
            CatalogRebuild rebuild = rebuild(stack);
            var table = new TextTable("TABLE", dry ? "WOULD BE" : "IS", "ADDED", "MOVED", "KEPT", "NOT ACCOUNTED FOR");
            for (String name : datasets) {
                for (Rebuilt one : rebuild.rebuild(name, dry)) {
                    table.row(
                            one.table(),
                            one.made() ? "made" : "there",
                            String.valueOf(one.added()),
                            String.valueOf(one.moved()),
                            String.valueOf(one.kept()),
                            String.valueOf(one.others()));
                }
            }
            table.lines(shown.columns()).forEach(shown::line);
            return Exit.OK;
        }

        private CatalogRebuild rebuild(Stack stack) {
            AuditView view = shown.audit(stack);
            var audit = new CatalogRebuild.Audit() {
                private String dataset = "";
                private List<AuditRecord> records = List.of();

                @Override
                public Set<String> ingested(String name) {
                    return records(name).stream()
                            .map(record -> record.oid().hex())
                            .collect(Collectors.toSet());
                }

                @Override
                public List<ContractPin> pinned(String name) {
                    return records(name).stream()
                            .sorted(Comparator.comparing(AuditRecord::time))
                            .flatMap(record -> record.pinnedContract().stream())
                            .distinct()
                            .toList();
                }

                // Asked for several times of one dataset after the other.
                private List<AuditRecord> records(String name) {
                    if (!name.equals(dataset)) {
                        records = view.ofDataset(name, EnumSet.of(AuditState.INGESTED), Instant.EPOCH);
                        dataset = name;
                    }
                    return records;
                }

                @Override
                public List<Batch> batches(String name) {
                    return stack.batches().of(name);
                }
            };
            String bucket = stack.output("LakeBucket");
            return new CatalogRebuild(
                    stack.s3(),
                    bucket,
                    stack.catalog(),
                    stack.output("CatalogDatabase"),
                    stack.contracts(),
                    audit,
                    new ParquetColumns(stack.s3(), bucket)::of,
                    stack.commands());
        }
    }
}
