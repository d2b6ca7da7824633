package dev.millrace.simulation;

import dev.millrace.base.identity.ObjectId;
import org.jspecify.annotations.Nullable;

/// A promise that was broken.
///
/// @param object whose; null when it is no object's
record Violation(String promise, @Nullable ObjectId object, String how) {
    @Override
    public String toString() {
        return promise + ": " + how;
    }
}
