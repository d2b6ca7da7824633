package dev.millrace.local.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// TLS with the certificate of a home.
final class ServerTls {
    private ServerTls() {}

    /// @param certificate PEM
    /// @param key of an elliptic curve, PKCS #8, PEM
    static SSLContext of(Path certificate, Path key) {
        try (InputStream pem = Files.newInputStream(certificate)) {
            Certificate shown = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            KeyStore pair = KeyStore.getInstance("PKCS12");
            pair.load(null, null);
            pair.setKeyEntry("server", read(key), new char[0], new Certificate[] {shown});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(pair, new char[0]);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            return tls;
        } catch (IOException e) {
            throw new UncheckedIOException("The certificate %s cannot be read".formatted(certificate), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The certificate %s cannot be used".formatted(certificate), e);
        }
    }

    private static PrivateKey read(Path key) throws IOException, GeneralSecurityException {
        String body = Files.readString(key, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
        byte[] der = Base64.getMimeDecoder().decode(body);
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }
}
