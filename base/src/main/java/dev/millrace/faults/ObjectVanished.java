package dev.millrace.faults;

import dev.millrace.base.identity.ObjectVersion;
import java.io.IOException;

/// A version of an object was deleted before it was read.
public final class ObjectVanished extends IOException {
    private static final long serialVersionUID = 1L;

    public ObjectVanished(ObjectVersion version) {
        super(version + " is not there any more");
    }
}
