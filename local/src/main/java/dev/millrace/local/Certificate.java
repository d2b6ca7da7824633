package dev.millrace.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// The certificate of a home: for `localhost` and `127.0.0.1`, signed by itself, made once and renewed before it
/// ends.
///
/// @param folder where its files are
public record Certificate(Path folder) {
    /// Password of the stores. It guards nothing: the key beside them is a plain file that only its owner can read.
    public static final String PASSWORD = "millrace";

    private static final String ALIAS = "millrace";
    private static final int DAYS = 365;
    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

    /// The certificate, PEM: what the server shows, and what Python and the AWS CLI must trust.
    public Path pem() {
        return folder.resolve("certificate.pem");
    }

    /// The server's key, PEM.
    public Path key() {
        return folder.resolve("key.pem");
    }

    /// What JVMs must trust.
    public Path trustStore() {
        return folder.resolve("trust.p12");
    }

    /// Makes the files unless they are there and good for a while.
    public void make() {
        try {
            if (!good()) {
                Path pair = folder.resolve("pair.p12");
                Files.deleteIfExists(pair);
                generate(pair);
                write(load(pair));
                Files.delete(pair);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The certificate in " + folder + " cannot be written", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The certificate made in " + folder + " cannot be read again", e);
        }
    }

    private boolean good() throws IOException, GeneralSecurityException {
        if (!Files.isRegularFile(pem()) || !Files.isRegularFile(key()) || !Files.isRegularFile(trustStore())) {
            return false;
        }
        X509Certificate certificate =
                (X509Certificate) Objects.requireNonNull(load(trustStore()).getCertificate(ALIAS));
        return certificate.getNotAfter().toInstant().isAfter(Instant.now().plus(RENEWED_BEFORE_END));
    }

    private void generate(Path pair) {
        Command.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost, O=Millrace local cloud",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1,ip:" + DockerDoor.ADDRESS,
                        "-ext",
                        "eku=serverAuth",
                        "-validity",
                        Integer.toString(DAYS),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        pair.toString())
                .run(folder.resolve("keytool.log"));
    }

    private void write(KeyStore pair) throws IOException, GeneralSecurityException {
        var certificate = Objects.requireNonNull(pair.getCertificate(ALIAS));
        var key = Objects.requireNonNull(pair.getKey(ALIAS, PASSWORD.toCharArray()));
        OwnerOnly.write(key(), pem("PRIVATE KEY", key.getEncoded()));
        Files.write(pem(), pem("CERTIFICATE", certificate.getEncoded()));
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(ALIAS, certificate);
        Path next = folder.resolve("trust.p12.next");
        try (var out = Files.newOutputStream(next)) {
            trust.store(out, PASSWORD.toCharArray());
        }
        Files.move(next, trustStore(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static byte[] pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return String.join("\n", List.of("-----BEGIN " + what + "-----", body, "-----END " + what + "-----", ""))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
