package dev.millrace.loadfile;

import dev.millrace.contract.DataContract;
import dev.millrace.lake.Partition;
import java.util.List;

/// The catalog of the lake's tables.
interface Catalog {
    /// Sees to it that the dataset's table and these partitions are registered. What is there already is left.
    ///
    /// @param location URI of the table's folder, ending in `/`
    void register(DataContract contract, String location, List<Partition> partitions);
}
