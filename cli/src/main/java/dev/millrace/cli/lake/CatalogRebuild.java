package dev.millrace.cli.lake;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.formats.Formats;
import dev.millrace.local.UserError;
import dev.millrace.protocols.RunJournal;
import dev.millrace.protocols.RunJson;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.CatalogTable;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Makes tables and partitions of the catalog again from what lies in the lake, the contracts in force, and what the
/// audit table knows: which files are INGESTED, and which batches committed. What the catalog has beyond that stays.
///
/// @param bucket the lake bucket
/// @param database that of the lake's tables
/// @param commands of the stack
record CatalogRebuild(
        S3Client s3,
        String bucket,
        TableCatalog catalog,
        String database,
        ContractStore contracts,
        Audit audit,
        Files files,
        Commands commands) {

    /// What the audit table knows of a dataset.
    interface Audit {
        /// The oids of its files that are INGESTED.
        Set<String> ingested(String dataset);

        /// The contracts that these were judged by, each once, those of files that were ingested first before others.
        List<ContractPin> pinned(String dataset);

        /// Its batches.
        List<Batch> batches(String dataset);
    }

    /// Reads the columns of a Parquet file of the lake, in the words of the catalog.
    @FunctionalInterface
    interface Files {
        List<CatalogColumn> columns(String key);
    }

    /// What was done to a table, or would be.
    ///
    /// @param made whether there was none
    /// @param added partitions that were not registered
    /// @param moved partitions that were registered elsewhere
    /// @param kept partitions that are as they are to be
    /// @param others partitions that nothing in the lake accounts for; they stay
    record Rebuilt(String table, boolean made, int added, int moved, int kept, int others) {}

    /// Rebuilds the tables of a dataset.
    ///
    /// @param dry whether only to look
    /// @throws Trouble when the dataset has no contract in force, or a batch is running
    List<Rebuilt> rebuild(String dataset, boolean dry) {
        DataContract contract = contracts.load(contracts
                .current()
                .of(dataset)
                .orElseThrow(() -> new UserError(
                        "No contract of '%s' is in force; %s lists them.".formatted(dataset, commands.contracts())))
                .pin());
        List<Batch> batches = audit.batches(dataset).stream()
                .sorted(Comparator.comparing(batch -> batch.ref().batch()))
                .toList();
        batches.stream()
                .filter(batch -> batch.state() == BatchState.RUNNING)
                .findFirst()
                .ifPresent(batch -> {
                    throw new UserError("Batch %s is running and changes the catalog. Rebuild it when it has ended: %s"
                            .formatted(batch.ref(), commands.batches(dataset)));
                });
        Set<String> ingested = audit.ingested(dataset);
        List<Rebuilt> rebuilt = new ArrayList<>();
        rebuild(contract.inLake(), batches, ingested, dry).ifPresent(rebuilt::add);
        rebuild(contract.setAside(), List.of(), ingested, dry).ifPresent(rebuilt::add);
        return rebuilt;
    }

    private Optional<Rebuilt> rebuild(DataContract form, List<Batch> batches, Set<String> ingested, boolean dry) {
        List<CatalogColumn> partitionColumns = CatalogTable.partitionColumns(form);
        var tree = LakeTree.of(s3, bucket, form.dataset(), partitionColumns, ingested);
        List<Batch> committed = batches.stream().filter(Batch::committed).toList();
        Map<List<String>, String> wanted = wanted(tree, committed);
        Optional<CatalogedTable> there = catalog.find(database, form.dataset());
        if (wanted.isEmpty() && there.isEmpty()) {
            return Optional.empty();
        }
        CatalogedTable table = there.orElseGet(() -> new CatalogedTable(
                form.dataset(),
                form.title().orElse(form.dataset()),
                tree.location(),
                columns(form, tree, committed),
                partitionColumns));
        Rebuilt rebuilt = compared(table, there.isPresent(), wanted);
        if (!dry) {
            catalog.save(database, table);
            catalog.place(
                    database,
                    table,
                    wanted.entrySet().stream()
                            .map(one -> new CatalogedPartition(one.getKey(), one.getValue()))
                            .toList());
        }
        return Optional.of(rebuilt);
    }

    /// Where each partition is to lie: where the newest committed batch has put it, else where files are. One that a
    /// batch left without a row is not there.
    private Map<List<String>, String> wanted(LakeTree tree, List<Batch> committed) {
        Map<List<String>, String> wanted = new LinkedHashMap<>();
        tree.ofFiles().forEach(one -> wanted.put(one.values(), Objects.requireNonNull(one.location())));
        for (Batch batch : committed) {
            String run = batch.ref().batch();
            tree.ofRun(run).forEach(one -> wanted.put(one.values(), Objects.requireNonNull(one.location())));
            journal(tree, run)
                    .ifPresent(journal -> journal.partitions().stream()
                            .filter(one -> !tree.isFilled(run, one.location()))
                            .forEach(one -> wanted.remove(one.values())));
        }
        return wanted;
    }

    private Optional<RunJournal> journal(LakeTree tree, String run) {
        String key = RunJournal.place(tree.location(), run).substring(("s3://" + bucket + "/").length());
        try {
            return Optional.of(RunJson.read(
                    s3.getObjectAsBytes(g -> g.bucket(bucket).key(key)).asByteArray(), RunJournal.class));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UserError("s3://%s/%s is no journal of a batch: %s".formatted(bucket, key, e.getMessage()), e);
        }
    }

    /// A batch writes all columns of the table into each of its files. Without one, the table has those of its
    /// contracts, each with the type that the first of them gives it. First come those that its files were judged
    /// by, oldest first, as the table grew; then the one in force, by which there may be no file yet;
    /// then all others.
    private List<CatalogColumn> columns(DataContract form, LakeTree tree, List<Batch> committed) {
        Optional<String> newest = committed.reversed().stream()
                .flatMap(batch -> tree.fileOf(batch.ref().batch()).stream())
                .findFirst();
        if (newest.isPresent()) {
            return files.columns(newest.get());
        }
        List<CatalogColumn> columns = new ArrayList<>();
        List<CatalogColumn> folders = CatalogTable.partitionColumns(form);
        boolean aside = form.dataset().endsWith(DataContract.SET_ASIDE);
        String dataset = aside
                ? form.dataset().substring(0, form.dataset().length() - DataContract.SET_ASIDE.length())
                : form.dataset();
        Stream<DataContract> known = Stream.concat(
                audit.pinned(dataset).stream().map(contracts::load),
                Stream.concat(
                        contracts.current().of(dataset).stream().map(ref -> contracts.load(ref.pin())),
                        contracts.texts(dataset).stream().flatMap(CatalogRebuild::accepted)));
        known.map(contract -> aside ? contract.setAside() : contract.inLake())
                .forEach(contract -> CatalogTable.columns(contract).stream()
                        .filter(column -> Stream.concat(columns.stream(), folders.stream())
                                .noneMatch(one -> one.name().equals(column.name())))
                        .toList()
                        .forEach(columns::add));
        return columns;
    }

    private static Stream<DataContract> accepted(byte[] yaml) {
        return Formats.contract(yaml) instanceof ParsedContract.Accepted accepted
                ? Stream.of(accepted.contract())
                : Stream.empty();
    }

    private Rebuilt compared(CatalogedTable table, boolean there, Map<List<String>, String> wanted) {
        Map<List<String>, String> registered = new HashMap<>();
        if (there) {
            catalog.partitions(database, table.name())
                    .forEach(one -> registered.put(one.values(), String.valueOf(one.location())));
        }
        int added = 0;
        int moved = 0;
        for (Map.Entry<List<String>, String> one : wanted.entrySet()) {
            String before = registered.remove(one.getKey());
            added += before == null ? 1 : 0;
            moved += before != null && !before.equals(one.getValue()) ? 1 : 0;
        }
        return new Rebuilt(table.name(), !there, added, moved, wanted.size() - added - moved, registered.size());
    }
}
