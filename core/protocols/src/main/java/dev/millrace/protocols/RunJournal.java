package dev.millrace.protocols;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The partitions that a run switches, written before the first of them is: by it whoever comes next can switch them
/// back.
public record RunJournal(String batch, List<Switched> partitions) {
    public RunJournal {
        RunManifest.requireBatch(batch);
        partitions = List.copyOf(partitions);
    }

    /// One partition.
    ///
    /// @param values of the partition columns, outermost first
    /// @param location the folder that the run has written
    /// @param previous the folder where the partition lay before; null when there was no such partition
    public record Switched(
            List<String> values, String location, @Nullable String previous) {
        public Switched {
            values = List.copyOf(values);
        }
    }

    /// The folder that a run writes for a table.
    ///
    /// @param location the table's folder, ending in `/`
    public static String folder(String location, String batch) {
        return location + "run=" + batch + "/";
    }

    /// The place of a run's journal.
    ///
    /// @param location the table's folder, ending in `/`
    public static String place(String location, String batch) {
        return location + "_runs/" + batch + ".json";
    }

    /// The place of the mark that says that a batch is over, committed or failed. From then on no run of it
    /// may switch a partition, and one that has switched some takes them back. Whoever closes a batch writes
    /// the mark first, then reads the journal. A run looks for the mark before it begins, before it switches,
    /// and after that.
    ///
    /// @param location the table's folder, ending in `/`
    public static String closedPlace(String location, String batch) {
        return location + "_runs/" + batch + ".closed";
    }
}
