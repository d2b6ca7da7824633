package dev.millrace.spark;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.judging.rows.TextRow;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.LoadedFiles;
import dev.millrace.protocols.RowsAside;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.CatalogTable;
import dev.millrace.targets.lake.PartitionValue;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import dev.millrace.targets.lake.parquet.LakeFile;
import dev.millrace.targets.lake.parquet.LakeFileWriter;
import dev.millrace.targets.lake.parquet.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/// Sets rows aside that cannot be curated: into the table of such rows, a file for each landing file, beside those that
/// were set aside when the files were judged. Values are as they are staged, so classified ones are protected.
///
/// Each file is in a list of its object before it is put, so that whoever takes the object's rows out finds it.
final class SetAsideRows {
    private static final String RULE = "curation";

    private final Places places;
    private final TableCatalog catalog;
    private final RunManifest manifest;
    private final DataContract table;
    private final List<String> columns;
    private final List<String> put = new ArrayList<>();

    SetAsideRows(Places places, TableCatalog catalog, RunManifest manifest, DataContract contract) {
        this.places = places;
        this.catalog = catalog;
        this.manifest = manifest;
        this.table = contract.setAside();
        this.columns = contract.inLake().columns().stream().map(Column::name).toList();
    }

    /// The names of the columns that are staged; those of dropped columns are not.
    List<String> columns() {
        return columns;
    }

    /// Puts rows into their files, and registers these.
    ///
    /// @param rows [FailingRows#aside] with [#columns]
    /// @param reasons by the number of the step that fails
    /// @param expected how many rows there are of each file
    /// @throws JobFailure when there are other rows than expected
    void put(Dataset<Row> rows, IntFunction<String> reasons, List<RowsAside> expected) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        Set<CatalogedPartition> partitions = new HashSet<>();
        try (TemporaryFolder folder = TemporaryFolder.of("aside")) {
            Iterator<Row> left = rows.toLocalIterator();
            Optional<Row> next = next(left);
            while (next.isPresent()) {
                InputFile file = file(next.get().getString(0));
                try (LakeFileWriter writer = new LakeFileWriter(table, file.oid(), arrival(file), folder.path())) {
                    while (next.isPresent() && next.get().getString(0).equals(file.oid())) {
                        writer.row(
                                new Aside(next.get(), reasons.apply(next.get().getInt(2))));
                        counts.merge(file.oid(), 1L, Long::sum);
                        next = next(left);
                    }
                    for (LakeFile written : writer.finish()) {
                        partitions.add(put(file, written));
                    }
                }
            }
        }
        requireExpected(counts, expected);
        register(List.copyOf(partitions));
    }

    /// Takes out again what was put.
    void takeBack() throws IOException {
        for (String place : put) {
            places.clear(place);
        }
    }

    private static Optional<Row> next(Iterator<Row> rows) {
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }

    private InputFile file(String oid) {
        return manifest.files().stream()
                .filter(file -> file.oid().equals(oid))
                .findFirst()
                .orElseThrow(() -> new JobFailure(
                        "There are rows of object id %s, which is not in the manifest: nothing was written"
                                .formatted(oid)));
    }

    private static LocalDate arrival(InputFile file) {
        return file.arrived().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private CatalogedPartition put(InputFile file, LakeFile written) throws IOException {
        String folder = "%s/%s/".formatted(table.dataset(), written.partition().path());
        String key = folder + RowsAside.fileName(file.oid(), manifest.batch());
        String list = LoadedFiles.folder(manifest.dataset(), file.oid()) + manifest.batch() + ".json";
        places.write(lake() + list, RunJson.write(new LoadedFiles(List.of(key))));
        places.put(written.file(), lake() + key);
        put.add(lake() + key);
        Files.delete(written.file());
        return new CatalogedPartition(
                written.partition().values().stream().map(PartitionValue::value).toList(), lake() + folder);
    }

    /// The lake's folder, which is that of the table's.
    private String lake() {
        String location = manifest.location();
        return location.substring(0, location.length() - manifest.dataset().length() - 1);
    }

    private void requireExpected(Map<String, Long> counts, List<RowsAside> expected) {
        Map<String, Long> wanted = new TreeMap<>();
        expected.forEach(aside -> wanted.put(aside.oid(), aside.rows()));
        if (!counts.equals(wanted)) {
            throw new JobFailure(
                    "The rows that cannot be curated were others when they were read again: %s, then %s. Is an expression of the contract random, or of the time? Nothing was switched"
                            .formatted(wanted, counts));
        }
    }

    private void register(List<CatalogedPartition> partitions) {
        Optional<CatalogedTable> there = catalog.find(manifest.database(), table.dataset());
        List<CatalogColumn> all =
                new ArrayList<>(there.map(CatalogedTable::columns).orElse(List.of()));
        CatalogTable.columns(table).stream()
                .filter(column -> all.stream().noneMatch(c -> c.name().equals(column.name())))
                .forEach(all::add);
        CatalogedTable registered = new CatalogedTable(
                table.dataset(),
                table.title().orElse(table.dataset()),
                lake() + table.dataset() + "/",
                all,
                CatalogTable.partitionColumns(table));
        catalog.save(manifest.database(), registered);
        catalog.place(manifest.database(), registered, partitions);
    }

    /// A row of the table of rows that are set aside: all its columns are texts.
    private final class Aside extends TextRow {
        private final long line;
        private final String reason;
        private final Row texts;

        Aside(Row row, String reason) {
            this.line = row.getLong(1);
            this.reason = reason;
            this.texts = row.getStruct(3);
        }

        @Override
        protected @Nullable String text(int column) {
            if (column < DataContract.SET_ASIDE_COLUMNS) {
                return switch (column) {
                    case DataContract.RULES_COLUMN -> RULE;
                    case DataContract.REASON_COLUMN -> reason;
                    default -> null;
                };
            }
            int place = columns.indexOf(table.columns().get(column).name());
            return place < 0 ? null : texts.getString(place);
        }

        @Override
        public long line() {
            return line;
        }
    }
}
