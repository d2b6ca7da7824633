package dev.millrace.contract;

import dev.millrace.contract.keys.ControlFile;
import dev.millrace.contract.keys.KeyPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// What the files of one dataset must be, and how they are ingested.
///
/// @param name what it and its dataset are called
/// @param intake which files are its dataset's, how they are read, and when
/// @param policies what is done about files that are not as usual
/// @param columns the columns of the files, in their order; at least one
/// @param primaryKey the names of the columns whose values together come up in one row of a file only, in the key's
///     order; none when there is no key (ODCS `primaryKey`)
/// @param quality the rules about whole files, as they stand in the contract (ODCS `quality`)
/// @param curation what a batch run does with the rows (`millrace.curate`); nothing for files ingested on arrival
public record DataContract(
        ContractName name,
        Intake intake,
        Policies policies,
        List<Column> columns,
        List<String> primaryKey,
        List<QualityRule> quality,
        Partitioning partitioning,
        Owners owners,
        Curation curation) {
    /// About a hundred years.
    public static final int MOST_RAW_DAYS = 36_500;

    private static final int LONGEST_NAME = 63;

    /// What the names of datasets of rows that are set aside end in.
    public static final String SET_ASIDE = "_set_aside";

    /// In [#setAside], the column of the rules that the row breaks.
    public static final int RULES_COLUMN = 0;

    /// In [#setAside], the column of the reason in words.
    public static final int REASON_COLUMN = 1;

    /// In [#setAside], the column of the record as a whole, where its fields cannot be told apart.
    public static final int RECORD_COLUMN = 2;

    /// In [#setAside], how many columns stand before those of the contract.
    public static final int SET_ASIDE_COLUMNS = 3;

    /// The dataset name of objects that no contract matches; no contract may have it.
    public static final String NO_DATASET = "none";

    /// Where objects that no contract matches are counted and set aside; no contract may have it either.
    public static final String UNMATCHED = "unmatched";

    public DataContract {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        quality = List.copyOf(quality);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("Dataset " + name.dataset() + " has no columns");
        }
    }

    /// The dataset as it lies in the lake: classified columns are of the type that they are protected as, dropped ones
    /// are not there.
    public DataContract inLake() {
        return with(
                dataset(),
                columns.stream().flatMap(column -> column.stored().stream()).toList(),
                partitioning);
    }

    /// The dataset as it is staged for a batch run: as in the lake, but every column is in the file itself, also those
    /// that name the lake's folders.
    public DataContract staged() {
        DataContract stored = inLake();
        return with(dataset(), stored.columns, new Partitioning.ByArrivalDate());
    }

    /// The dataset of the rows that are set aside: why, and what stands in their columns, as text.
    public DataContract setAside() {
        List<Column> all = new ArrayList<>();
        for (String own : List.of("_rules", "_reason", "_record")) {
            all.add(new Column(own, own, LogicalType.StringType.ANY, false));
        }
        columns.forEach(
                column -> all.add(new Column(column.name(), column.header(), LogicalType.StringType.ANY, false)));
        return with(dataset() + SET_ASIDE, all, new Partitioning.ByArrivalDate());
    }

    /// The first rule in SQL, for whoever has no engine to ask it; empty when there is none.
    public Optional<QualityRule> sqlRule() {
        return quality.stream()
                .filter(rule -> rule.measure() instanceof QualityRule.Sql)
                .findFirst();
    }

    /// The same without rules in SQL, for whoever reads a file again whose verdict stands: a query may answer otherwise
    /// the second time, if only because it takes too long.
    public DataContract withoutSql() {
        List<QualityRule> others = quality.stream()
                .filter(rule -> !(rule.measure() instanceof QualityRule.Sql))
                .toList();
        return new DataContract(name, intake, policies, columns, primaryKey, others, partitioning, owners, curation);
    }

    private DataContract with(String otherDataset, List<Column> newColumns, Partitioning newPartitioning) {
        return new DataContract(
                name.of(otherDataset),
                intake.withoutControlFile(),
                policies,
                newColumns,
                List.of(),
                List.of(),
                newPartitioning,
                owners,
                Curation.NONE);
    }

    /// The names of the columns in the files, in their order.
    public List<String> headers() {
        return columns.stream().map(Column::header).toList();
    }

    /// Whether some column's values must not be shown.
    public boolean isClassified() {
        return columns.stream().anyMatch(Column::isClassified);
    }

    /// Whether some rule sets rows aside.
    public boolean setsRowsAside() {
        Severity aside = Severity.QUARANTINE;
        return badRows().severity() == aside
                || fileChecks().setRowsAside()
                || columns.stream().anyMatch(column -> column.severity().equals(Optional.of(aside)))
                || quality.stream().anyMatch(rule -> rule.severity() == aside);
    }

    public static boolean isReserved(String text) {
        return text.equals(NO_DATASET) || text.equals(UNMATCHED) || text.endsWith(SET_ASIDE);
    }

    /// Whether `text` can name a dataset.
    public static boolean isDataset(String text) {
        return ContractName.DATASET.matcher(text).matches() && text.length() <= LONGEST_NAME && !isReserved(text);
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
        throw new NoSuchElementException("Dataset " + dataset() + " has no column " + name);
    }

    /// See [ContractName#id].
    public String id() {
        return name.id();
    }

    /// See [ContractName#version].
    public String version() {
        return name.version();
    }

    /// See [ContractName#dataset].
    public String dataset() {
        return name.dataset();
    }

    /// See [ContractName#title].
    public Optional<String> title() {
        return name.title();
    }

    /// See [Intake#keyPattern].
    public KeyPattern keyPattern() {
        return intake.keyPattern();
    }

    /// See [Intake#controlFile].
    public Optional<ControlFile> controlFile() {
        return intake.controlFile();
    }

    /// See [Intake#cadence].
    public Cadence cadence() {
        return intake.cadence();
    }

    /// See [Intake#format].
    public FileFormat format() {
        return intake.format();
    }

    /// See [Intake#packing].
    public Packing packing() {
        return intake.packing();
    }

    /// See [Policies#onNewVersion].
    public OnNewVersion onNewVersion() {
        return policies.onNewVersion();
    }

    /// See [Policies#onDuplicate].
    public OnDuplicate onDuplicate() {
        return policies.onDuplicate();
    }

    /// See [Policies#onSchemaChange].
    public SchemaPolicy onSchemaChange() {
        return policies.onSchemaChange();
    }

    /// See [Policies#badRows].
    public BadRows badRows() {
        return policies.badRows();
    }

    /// See [Policies#fileChecks].
    public FileChecks fileChecks() {
        return policies.fileChecks();
    }

    /// See [Policies#keepRawDays].
    public Optional<Integer> keepRawDays() {
        return policies.keepRawDays();
    }
}
