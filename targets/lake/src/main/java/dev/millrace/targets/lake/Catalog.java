package dev.millrace.targets.lake;

import dev.millrace.contract.DataContract;
import java.util.List;

/// The catalog of the lake's tables. It is asked before rows are put, for what is put below a registered partition is
/// seen at once.
@FunctionalInterface
public interface Catalog {
    /// Looks whether the dataset's table can take rows of this contract in these partitions. It changes nothing.
    ///
    /// @param location URI of the table's folder, ending in `/`
    /// @return what is to be done when the rows are put
    /// @throws TableConflict when the table cannot take them
    Registration prepare(DataContract contract, String location, List<Partition> partitions);

    /// Brings the catalog up to the rows that were put.
    @FunctionalInterface
    interface Registration {
        /// Sees to it that table and partitions are registered, with all of the table's columns. What is so already is
        /// left.
        ///
        /// @throws TableConflict when somebody else has made the table otherwise since it was looked at
        void carryOut();
    }
}
