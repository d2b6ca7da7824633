package dev.millrace.local;

import java.net.URI;
import java.nio.file.Path;

/// A certificate for tests of servers.
public final class TestCertificate {
    private TestCertificate() {}

    /// Makes one in a folder.
    ///
    /// @return the access of a client that trusts it, to a server at `endpoint`
    public static Access make(Path folder, URI endpoint) {
        var certificate = new Certificate(new Home(folder).made("."));
        certificate.make();
        return new Access(endpoint, certificate.pem(), certificate.trustStore());
    }

    /// The key of the one in a folder.
    public static Path key(Path folder) {
        return new Certificate(folder).key();
    }
}
