package dev.millrace.updatebatch;

/// The bucket in which batches and their jobs leave things for each other.
interface StagingBucket {
    /// Puts an object, in place of one that is there.
    void put(String key, byte[] content);

    /// The bytes of an object.
    ///
    /// @throws IllegalStateException when it is not there
    byte[] get(String key);

    /// URI of a key or of a folder.
    String uri(String key);
}
