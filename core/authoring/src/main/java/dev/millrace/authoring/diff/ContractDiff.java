package dev.millrace.authoring.diff;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.Owners;
import dev.millrace.contract.parsing.ContractPlaces;
import java.util.ArrayList;
import java.util.List;

/// Compares two contracts.
public final class ContractDiff {
    private final DataContract old;
    private final DataContract now;
    private final Changes changes;

    private ContractDiff(DataContract old, DataContract now, Changes changes) {
        this.old = old;
        this.now = now;
        this.changes = changes;
    }

    /// All that the second contract says otherwise than the first: of the contract itself, then of its columns, then of
    /// its quality rules. What only describes, and no contract model has, is not compared.
    public static List<Change> between(
            DataContract old, ContractPlaces oldPlaces, DataContract now, ContractPlaces nowPlaces) {
        Changes changes = new Changes(oldPlaces, nowPlaces);
        new ContractDiff(old, now, changes).compare();
        return changes.found();
    }

    private void compare() {
        documentation();
        dataset();
        new FormatDiff(old, now, changes).compare();
        new PolicyDiff(old, now, changes).compare();
        partitioning();
        new ColumnsDiff(old, now, changes).compare();
        primaryKey();
        new QualityDiff(old, now, changes).compare();
    }

    private void documentation() {
        if (!old.id().equals(now.id())) {
            changes.at("id", old.id(), now.id(), places -> places.ofField("id"))
                    .isDocumentation("the contract is known by another id");
        }
        if (!old.version().equals(now.version())) {
            changes.at("version", old.version(), now.version(), places -> places.ofField("version"))
                    .isDocumentation("it is another version");
        }
        if (!old.title().equals(now.title())) {
            changes.at("name", old.title().orElse(""), now.title().orElse(""), places -> places.ofField("name"))
                    .isDocumentation("people know the dataset by another name");
        }
        if (!old.owners().equals(now.owners())) {
            // Two lists of the same names differ by what is not shown: where the channels are.
            changes.at("team and support", shown(old.owners()), shown(now.owners()), places -> places.ofField("team"))
                    .isDocumentation("notices name others as its owners, or say that they are elsewhere");
        }
    }

    /// Owners, without the URLs of their channels, which are secrets.
    private static String shown(Owners owners) {
        var parts = new ArrayList<String>();
        owners.team().ifPresent(team -> parts.add("team " + Owners.withoutUrls(team)));
        owners.support().forEach(channel -> parts.add("channel " + channel));
        owners.members().forEach(member -> parts.add("member " + Owners.withoutUrls(member.username())));
        return parts.isEmpty() ? "nobody" : String.join(", ", parts);
    }

    private void dataset() {
        if (!old.dataset().equals(now.dataset())) {
            changes.at("dataset", old.dataset(), now.dataset(), places -> places.ofDataset("name"))
                    .breaksBoth("it is another dataset, with a table and a prefix of its own");
        }
        if (!old.keyPattern().equals(now.keyPattern())) {
            changes.at(
                            "millrace.keyPattern",
                            old.keyPattern(),
                            now.keyPattern(),
                            places -> places.ofSetting("keyPattern"))
                    .mayBreakProducers(
                            "two patterns cannot be compared in general: keys that were this dataset's may no"
                                    + " longer be, and the other way round");
        }
    }

    private void partitioning() {
        if (!old.partitioning().equals(now.partitioning())) {
            changes.at("partitioned", old.partitioning(), now.partitioning(), places -> places.ofDataset("properties"))
                    .breaksConsumers("a table's partitioning cannot change, so no file can be loaded any more:"
                            + " name a new dataset");
        }
    }

    private void primaryKey() {
        List<String> before = old.primaryKey();
        List<String> after = now.primaryKey();
        if (before.equals(after)) {
            return;
        }
        Changes.Found found = changes.at(
                "primaryKey",
                String.join(", ", before),
                String.join(", ", after),
                places -> placeOfKey(places, before),
                places -> placeOfKey(places, after));
        if (after.isEmpty()) {
            found.breaksConsumers("rows of a file may have the same key");
        } else if (!before.isEmpty() && after.containsAll(before)) {
            found.breaksConsumers("rows of a file may have the same values in what was the key");
        } else {
            found.breaksProducers("files with two rows of the same key are refused");
        }
    }

    private static int placeOfKey(ContractPlaces places, List<String> key) {
        return key.isEmpty() ? places.ofDataset("properties") : places.ofColumn(key.get(0), "primaryKey");
    }
}
