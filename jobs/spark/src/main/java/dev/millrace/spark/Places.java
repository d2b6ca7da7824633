package dev.millrace.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Objects and folders by their URIs.
public interface Places {
    /// The bytes of an object; empty when there is none.
    Optional<byte[]> read(String place) throws IOException;

    /// Writes an object, over what is there.
    void write(String place, byte[] bytes) throws IOException;

    /// Copies an object to a local file.
    ///
    /// @throws java.io.FileNotFoundException when there is none
    void fetch(String place, Path to) throws IOException;

    /// Copies a local file to an object, over what is there.
    void put(Path from, String place) throws IOException;

    /// Removes all that is in a folder, or an object; nothing when there is no such folder.
    void clear(String folder) throws IOException;

    /// The names of what lies directly in a folder, files and folders; empty when there is no such folder.
    List<String> names(String folder) throws IOException;

    /// How many bytes the files directly in a folder, or a file, have together, but those whose names begin with `_` or
    /// `.`; empty when there is none such.
    Optional<Long> size(String place) throws IOException;
}
