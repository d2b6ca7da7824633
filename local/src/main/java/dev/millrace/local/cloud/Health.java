package dev.millrace.local.cloud;

import dev.millrace.local.Access;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/// Whether a server of a local cloud answers.
final class Health {
    private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();
    private static final int OK = 200;

    private Health() {}

    static boolean good(Access access) {
        return good(access, access.endpoint().resolve("/_ministack/health"));
    }

    /// @param health an address that answers 200 when all is well
    static boolean good(Access access, URI health) {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, access.trustManagers(), null);
            HttpsURLConnection connection = (HttpsURLConnection) health.toURL().openConnection();
            connection.setSSLSocketFactory(tls.getSocketFactory());
            connection.setConnectTimeout(PATIENCE);
            connection.setReadTimeout(PATIENCE);
            // A connection kept alive would hold up the server's end.
            connection.setRequestProperty("Connection", "close");
            return connection.getResponseCode() == OK;
        } catch (IOException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java speaks TLS", e);
        }
    }
}
