package dev.millrace.flow.batches;

/// What closing a batch means to its dataset's table. Each method may be repeated, by anybody.
public interface TableUndo {
    /// Writes down beside the table that a batch is over, committed or not: from then on no run of its job
    /// switches a partition, and one that has just switched some takes them back itself.
    void over(String dataset, String batch);

    /// The same of a batch that is not committed and never will be; then whatever its job has switched is
    /// switched back. In this order nobody switches unseen: a run that did not find the mark wrote its
    /// journal before.
    ///
    /// @return how many partitions were switched back
    int takeBack(String dataset, String batch);
}
