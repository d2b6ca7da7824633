package dev.millrace.cli.contracts;

import dev.millrace.audit.files.ContractPin;
import dev.millrace.authoring.ContractRemarks;
import dev.millrace.authoring.diff.Change;
import dev.millrace.authoring.diff.ContractDiff;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ContractPlaces;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.contract.parsing.Problem;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.formats.Formats;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import dev.millrace.targets.lake.TableFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What becomes of a dataset when a contract takes the place of the one in force. Looked at before it does.
///
/// @param inForce what is in force now; empty when nothing is
/// @param problems why it cannot be put in force, whatever somebody accepts
/// @param changes what it says otherwise than the contract in force
/// @param unreadable whether this release cannot read the contract in force, so that nobody can tell what changes
/// @param clear for people, what of newly classified columns lies in clear already
/// @param toBatches whether files that are ingested when they land wait for batches from then on
record Succession(
        Optional<ContractPin> inForce,
        List<Problem> problems,
        List<Change> changes,
        boolean unreadable,
        List<String> clear,
        boolean toBatches) {
    Succession {
        problems = List.copyOf(problems);
        changes = List.copyOf(changes);
        clear = List.copyOf(clear);
    }

    /// The changes that break something.
    List<Change> breaking() {
        return changes.stream().filter(Change.Breaking.class::isInstance).toList();
    }

    /// Whether somebody has to accept it.
    boolean needsAcceptance() {
        return unreadable || !breaking().isEmpty();
    }

    /// Looks at contracts and tables.
    ///
    /// @param database that of the lake's tables
    record Lookout(ContractStore store, TableCatalog catalog, String database) {
        Succession of(DataContract next, byte[] yaml) {
            Optional<ContractRef> ref = store.current().of(next.dataset());
            Optional<ContractPin> pin = ref.map(ContractRef::pin);
            if (pin.filter(one -> one.sha256().equals(ObjectId.sha256(yaml))).isPresent()) {
                return new Succession(pin, List.of(), List.of(), false, List.of(), false);
            }
            Optional<byte[]> text = pin.map(store::text);
            ContractPlaces places = ContractPlaces.of(yaml);
            Optional<DataContract> before = text.flatMap(Lookout::parsed);
            List<Change> changes = before.map(
                            old -> ContractDiff.between(old, ContractPlaces.of(text.orElseThrow()), next, places))
                    .orElse(List.of());
            Optional<CatalogedTable> table = catalog.find(database, next.dataset());
            List<CatalogedPartition> partitions = table.map(there -> catalog.partitions(database, there.name()))
                    .orElse(List.of());
            List<Problem> problems = new ArrayList<>(ofVersion(next, yaml, places));
            problems.addAll(ofCenturies(before, next, places));
            table.ifPresent(there ->
                    TableFit.misfits(next, there, partitions).forEach(misfit -> problems.add(problem(misfit, places))));
            boolean toBatches =
                    before.filter(old -> old.cadence() == Cadence.ON_ARRIVAL).isPresent()
                            && next.cadence() != Cadence.ON_ARRIVAL;
            return new Succession(
                    pin,
                    problems,
                    changes,
                    text.isPresent() && before.isEmpty(),
                    partitions.isEmpty() ? List.of() : inClear(before, next, table.orElseThrow(), partitions.size()),
                    toBatches);
        }

        private static Optional<DataContract> parsed(byte[] yaml) {
            return Formats.contract(yaml) instanceof ParsedContract.Accepted accepted
                    ? Optional.of(accepted.contract())
                    : Optional.empty();
        }

        /// A version is one contract, so that records and notices that name it say by what a file was judged. How the
        /// text is laid out does not matter, unless a program belongs to it.
        private List<Problem> ofVersion(DataContract next, byte[] yaml, ContractPlaces places) {
            for (byte[] text : store.texts(next.dataset())) {
                Optional<DataContract> same = Arrays.equals(text, yaml)
                        ? Optional.empty()
                        : parsed(text).filter(one -> one.version().equals(next.version()));
                if (same.isPresent()) {
                    List<Change> changes = ContractDiff.between(same.get(), ContractPlaces.of(text), next, places);
                    if (!changes.isEmpty() || next.curation().transform().isPresent()) {
                        return List.of(new Problem(
                                places.ofField("version"),
                                1,
                                "version",
                                "version %s of %s was applied with other content%s; give this one a new version"
                                        .formatted(next.version(), next.dataset(), first(changes))));
                    }
                }
            }
            return List.of();
        }

        /// Years of two digits need their hundred years said. What was in force without them stays right.
        private static List<Problem> ofCenturies(
                Optional<DataContract> before, DataContract next, ContractPlaces places) {
            List<String> known = before.map(ContractRemarks::withoutCentury).orElse(List.of()).stream()
                    .map(Column::name)
                    .toList();
            return ContractRemarks.withoutCentury(next).stream()
                    .map(Column::name)
                    .filter(column -> !known.contains(column))
                    .map(
                            column -> new Problem(
                                    places.ofColumn(column, "format"),
                                    1,
                                    column,
                                    "years of two digits need 'millrace.century' in the customProperties of the column: the first of the hundred years that they mean, such as 1926 for 1926 to 2025"))
                    .toList();
        }

        private static String first(List<Change> changes) {
            return changes.stream()
                    .findFirst()
                    .map(change -> " (%s: %s → %s%s)"
                            .formatted(
                                    change.difference().field(),
                                    orNothing(change.difference().before()),
                                    orNothing(change.difference().after()),
                                    changes.size() == 1 ? "" : ", and %,d more".formatted(changes.size() - 1)))
                    .orElse("");
        }

        private static String orNothing(String value) {
            return value.isEmpty() ? "nothing" : value;
        }

        private static Problem problem(TableFit.Misfit misfit, ContractPlaces places) {
            return switch (misfit.kind()) {
                case TYPE ->
                    new Problem(places.ofColumn(misfit.column(), "logicalType"), 1, misfit.column(), misfit.message());
                case PARTITIONING -> new Problem(places.ofDataset("properties"), 1, "partitioned", misfit.message());
                case CADENCE -> new Problem(places.ofSetting("cadence"), 1, "millrace.cadence", misfit.message());
            };
        }

        /// What was written before a column was classified stays as it is.
        private List<String> inClear(
                Optional<DataContract> before, DataContract next, CatalogedTable table, int partitions) {
            List<String> clear = new ArrayList<>();
            for (Column column : next.columns()) {
                Optional<Column> old = before.flatMap(contract -> contract.columns().stream()
                        .filter(one ->
                                one.name().equals(column.name()) || one.header().equals(column.header()))
                        .findFirst());
                String name = old.map(Column::name).orElse(column.name());
                boolean wasInClear = old.map(one -> !one.isClassified()).orElse(before.isEmpty());
                boolean isThere = table.has(name)
                        || table.partitionColumns().stream()
                                .anyMatch(one -> one.name().equals(name));
                if (column.isClassified() && wasInClear && isThere) {
                    clear.add(
                            "%s is protected from now on. The table %s has %,d partitions written before, with its values in clear; so may the table %s. They stay as they are: to be rid of them, load their files again under a new dataset name, then delete the old tables and their folders in the lake bucket."
                                    .formatted(
                                            column.name(),
                                            table.name(),
                                            partitions,
                                            next.setAside().dataset()));
                }
            }
            return clear;
        }
    }
}
