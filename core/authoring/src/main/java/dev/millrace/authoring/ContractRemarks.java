package dev.millrace.authoring;

import dev.millrace.contract.Cadence;
import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.OnDuplicate;
import dev.millrace.contract.temporal.TemporalPattern;
import java.util.ArrayList;
import java.util.List;

/// What the owner of a contract should know before files come: what it means beyond a single file, and what it leaves
/// to a default that is easily missed.
public final class ContractRemarks {
    private ContractRemarks() {}

    /// The remarks on a contract, each a sentence or some for people.
    public static List<String> of(DataContract contract) {
        List<String> remarks = new ArrayList<>();
        if (!contract.primaryKey().isEmpty() && contract.cadence() == Cadence.ON_ARRIVAL) {
            remarks.add(
                    ("The primary key (%s) holds within a file: files that are ingested when they land are not compared with"
                                    + " the table, so two files with the same keys put both rows there. With 'millrace.cadence:"
                                    + " daily' each run keeps the newest row of each key.")
                            .formatted(String.join(", ", contract.primaryKey())));
        }
        if (contract.onDuplicate() == OnDuplicate.HOLD) {
            remarks.add(
                    "A file with the same bytes as an ingested one is HELD until a person decides. Where unchanged files"
                            + " are usual, as with a small table that comes whole every day, say 'millrace.onDuplicate: skip'.");
        }
        withoutCentury(contract)
                .forEach(column ->
                        remarks.add(("Years of two digits in %s are read as %d to %d; 'millrace.century' of the column"
                                        + " says otherwise.")
                                .formatted(
                                        column.name(),
                                        TemporalPattern.USUAL_CENTURY,
                                        TemporalPattern.USUAL_CENTURY + 99)));
        return remarks;
    }

    /// The columns whose years have two digits, and of which the contract does not say which hundred years they mean.
    public static List<Column> withoutCentury(DataContract contract) {
        return contract.columns().stream()
                .filter(column -> lacksCentury(column.type()))
                .toList();
    }

    private static boolean lacksCentury(LogicalType type) {
        return (type instanceof LogicalType.DateType date && date.format().lacksCentury())
                || (type instanceof LogicalType.TimestampType timestamp
                        && timestamp.format().lacksCentury());
    }
}
