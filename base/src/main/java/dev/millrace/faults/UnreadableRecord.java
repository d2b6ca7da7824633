package dev.millrace.faults;

import dev.millrace.contract.Printable;

/// An item of the audit table that is no audit record (any more): somebody edited it by hand, or a later release
/// wrote it. The message names it and what is wrong with it.
public final class UnreadableRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableRecord(String dataset, String object, RuntimeException cause) {
        super(
                "The item %s / %s of the audit table cannot be read: %s. Mend it by hand, or restore it."
                        .formatted(Printable.of(dataset), Printable.of(object), cause.getMessage()),
                cause);
    }
}
