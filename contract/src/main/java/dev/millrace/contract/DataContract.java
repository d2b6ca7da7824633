package dev.millrace.contract;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the files of one dataset must be, and how they are ingested.
///
/// @param id the contract's id
/// @param version the contract's version
/// @param dataset the dataset's name, also of its table and prefix: a lowercase letter, then up to 62 of `a-z`,
///     `0-9`, `_`; never `none` or `unmatched`
/// @param title its name for people (ODCS top-level `name`)
/// @param columns the columns of the files, in their order; at least one
/// @param primaryKey the names of the columns whose values together come up in one row of a file only, in the key's
///     order; none when there is no key (ODCS `primaryKey`)
/// @param quality the rules about whole files, as they stand in the contract (ODCS `quality`)
public record DataContract(
        String id,
        String version,
        String dataset,
        Optional<String> title,
        KeyPattern keyPattern,
        Cadence cadence,
        FileFormat format,
        Packing packing,
        OnNewVersion onNewVersion,
        OnDuplicate onDuplicate,
        SchemaPolicy onSchemaChange,
        BadRows badRows,
        List<Column> columns,
        List<String> primaryKey,
        List<QualityRule> quality,
        Partitioning partitioning,
        Owners owners) {
    private static final Pattern DATASET = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /// The dataset name of objects that no contract matches; no contract may have it.
    public static final String NO_DATASET = "none";

    /// Where objects that no contract matches are counted and set aside; no contract may have it either.
    public static final String UNMATCHED = "unmatched";

    public DataContract {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        quality = List.copyOf(quality);
        if (!isDataset(dataset)) {
            throw new IllegalArgumentException("Not a dataset name: " + dataset);
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("Dataset " + dataset + " has no columns");
        }
    }

    /// Whether some rule sets rows aside.
    public boolean setsRowsAside() {
        Severity aside = Severity.QUARANTINE;
        return badRows.severity() == aside
                || columns.stream().anyMatch(column -> column.severity().equals(Optional.of(aside)))
                || quality.stream().anyMatch(rule -> rule.severity() == aside);
    }

    static boolean isReserved(String text) {
        return text.equals(NO_DATASET) || text.equals(UNMATCHED);
    }

    /// Whether `text` can name a dataset.
    public static boolean isDataset(String text) {
        return DATASET.matcher(text).matches() && !isReserved(text);
    }

    /// The position of the column called `name` in [#columns()], from 0.
    ///
    /// @throws NoSuchElementException if there is none
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new NoSuchElementException("Dataset " + dataset + " has no column " + name);
    }
}
