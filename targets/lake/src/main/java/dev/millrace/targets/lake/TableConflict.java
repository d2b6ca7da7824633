package dev.millrace.targets.lake;

/// The table cannot take a file's rows, as its contract wants them. Trying again does not help: somebody has to mend
/// the contract, or to name a new dataset.
public final class TableConflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message what does not fit, and what to do
    public TableConflict(String message) {
        super(message);
    }
}
