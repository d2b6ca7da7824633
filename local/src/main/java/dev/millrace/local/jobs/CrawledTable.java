package dev.millrace.local.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a crawler says of a table.
///
/// @param partitionKeys outermost first; each is text
record CrawledTable(List<HiveColumn> columns, List<String> partitionKeys) {
    CrawledTable {
        columns = List.copyOf(columns);
        partitionKeys = List.copyOf(partitionKeys);
    }

    /// This table with the columns that only another has, at the end.
    CrawledTable plus(CrawledTable other) {
        Map<String, HiveColumn> all = new LinkedHashMap<>();
        columns.forEach(column -> all.put(column.name(), column));
        other.columns().forEach(column -> all.putIfAbsent(column.name(), column));
        return new CrawledTable(List.copyOf(all.values()), partitionKeys);
    }
}
