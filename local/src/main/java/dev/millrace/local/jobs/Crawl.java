package dev.millrace.local.jobs;

import dev.millrace.formats.parquet.BadParquet;
import dev.millrace.formats.parquet.ParquetFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// One run of a crawler over Parquet files in folders `name=value`: lists them, reads the columns from their
/// footers, and writes one table and its partitions. Where nothing lies, no table is made.
final class Crawl {
    private final CrawlerTarget target;
    private final CrawledObjects objects;
    private final CrawledCatalog catalog;
    private final BooleanSupplier isCancelled;

    Crawl(CrawlerTarget target, CrawledObjects objects, CrawledCatalog catalog, BooleanSupplier isCancelled) {
        this.target = target;
        this.objects = objects;
        this.catalog = catalog;
        this.isCancelled = isCancelled;
    }

    void run() {
        Optional<CrawledTable> known = catalog.find(target);
        Map<String, CrawledPartition> found = look();
        if (isCancelled.getAsBoolean()) {
            return;
        }
        if (!found.isEmpty()) {
            CrawledTable table = writeTable(known, together(found));
            writePartitions(table, found);
        } else if (known.isPresent()) {
            writePartitions(known.get(), found);
        }
    }

    /// A folder with files.
    private record CrawledPartition(List<String> values, CrawledTable table) {}

    /// The folders by their paths, each with the columns of all its files.
    private Map<String, CrawledPartition> look() {
        var found = new TreeMap<String, CrawledPartition>();
        for (CrawledFile file : objects.list(target)) {
            if (isCancelled.getAsBoolean()) {
                return found;
            }
            var table = new CrawledTable(columns(file), file.keys());
            found.merge(
                    file.folder(),
                    new CrawledPartition(file.values(), table),
                    (one, other) ->
                            new CrawledPartition(one.values(), combined(one.table(), other.table(), file.key())));
        }
        return found;
    }

    private List<HiveColumn> columns(CrawledFile file) {
        try {
            return ParquetFile.columns(objects.bytes(target, file)).stream()
                    .map(column -> HiveTypes.of(column, file.key()))
                    .toList();
        } catch (BadParquet e) {
            throw new Refusal("InvalidInputException", "%s: %s".formatted(file.key(), e.getMessage()));
        } catch (IOException e) {
            throw new Refusal("InvalidInputException", "%s cannot be read: %s".formatted(file.key(), e.getMessage()));
        }
    }

    private static CrawledTable together(Map<String, CrawledPartition> found) {
        CrawledTable all = null;
        for (Map.Entry<String, CrawledPartition> one : found.entrySet()) {
            CrawledTable table = one.getValue().table();
            all = all == null ? table : combined(all, table, one.getKey());
        }
        return Objects.requireNonNull(all);
    }

    /// One table of two; a real crawler would make several where that cannot be.
    private static CrawledTable combined(CrawledTable one, CrawledTable other, String place) {
        if (!one.partitionKeys().equals(other.partitionKeys())) {
            throw new Refusal(
                    "InvalidInputException",
                    "%s: other folders have the names %s".formatted(place, one.partitionKeys()));
        }
        var types = new LinkedHashMap<String, String>();
        one.columns().forEach(column -> types.put(column.name(), column.type()));
        other.columns().forEach(column -> {
            if (!types.getOrDefault(column.name(), column.type()).equals(column.type())) {
                throw new Refusal(
                        "InvalidInputException",
                        "%s: the column %s is %s, and elsewhere %s"
                                .formatted(place, column.name(), column.type(), types.get(column.name())));
            }
        });
        return one.plus(other);
    }

    private CrawledTable writeTable(Optional<CrawledTable> known, CrawledTable found) {
        if (known.isEmpty()) {
            catalog.put(target, found, true);
            return found;
        }
        if (!target.updates()) {
            return known.get();
        }
        CrawledTable wanted = target.onlyAdds() ? known.get().plus(found) : found;
        if (!wanted.equals(known.get())) {
            catalog.put(target, wanted, false);
        }
        return wanted;
    }

    /// New partitions are written whatever the policy says of changes.
    private void writePartitions(CrawledTable table, Map<String, CrawledPartition> found) {
        Map<List<String>, String> known = catalog.partitions(target);
        found.forEach((folder, partition) -> {
            if (!partition.values().isEmpty() && !known.containsKey(partition.values())) {
                List<HiveColumn> columns = (target.inherits() ? table : partition.table()).columns();
                catalog.change(target, partition.values(), "s3://%s/%s".formatted(target.bucket(), folder), columns);
            }
        });
        if (target.deletes()) {
            known.forEach((values, location) -> {
                boolean isThere = found.values().stream()
                        .anyMatch(partition -> partition.values().equals(values));
                if (!isThere) {
                    catalog.change(target, values, location, List.of());
                }
            });
        }
    }
}
