package dev.millrace.faults;

import dev.millrace.base.identity.ObjectId;

/// No audit record has this object id.
public final class NoSuchObject extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoSuchObject(ObjectId oid) {
        super("No audit record has the object id " + oid
                + ". An object is recorded when its upload event is processed.");
    }
}
