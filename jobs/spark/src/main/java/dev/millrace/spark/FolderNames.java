package dev.millrace.spark;

import java.net.URI;

/// Folders by names that all file systems spell alike.
final class FolderNames {
    private FolderNames() {}

    /// The folder of a file, in the form of [#of].
    ///
    /// @param url as [Folders#fileOfRow] gives it
    static String ofFile(String url) {
        URI uri = URI.create(url);
        return bucket(uri) + uri.getPath().substring(0, uri.getPath().lastIndexOf('/') + 1);
    }

    /// A partition's place without its scheme, which file systems spell in their own ways.
    ///
    /// @param location ends in `/`
    static String of(String location) {
        URI uri = new org.apache.hadoop.fs.Path(location).toUri();
        return bucket(uri) + uri.getPath() + "/";
    }

    private static String bucket(URI uri) {
        return uri.getAuthority() == null ? "" : uri.getAuthority();
    }
}
