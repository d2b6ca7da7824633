package dev.millrace.flow.batches;

import dev.millrace.protocols.RunJson;
import java.io.IOException;
import java.util.Optional;

/// The bucket in which batches and their jobs leave things for each other.
public interface StagingBucket {
    /// Puts an object, in place of one that is there.
    void put(String key, byte[] content);

    /// The bytes of an object; empty when it is not there.
    Optional<byte[]> find(String key);

    /// The bytes of an object.
    ///
    /// @throws IllegalStateException when it is not there
    default byte[] get(String key) {
        return find(key).orElseThrow(() -> new IllegalStateException(uri(key) + " is not there"));
    }

    /// URI of a key or of a folder.
    String uri(String key);

    /// Reads an object as [RunJson] writes it.
    ///
    /// @throws IllegalStateException when it is not there, or is none
    default <R extends Record> R read(String key, Class<R> type) {
        try {
            return RunJson.read(get(key), type);
        } catch (IOException e) {
            throw new IllegalStateException(uri(key) + " cannot be read: " + e.getMessage(), e);
        }
    }
}
