package dev.millrace.judging.protection;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret by which tokens are made, and its version. It never shows its bytes.
public final class TokenKey {
    /// The least bytes that a secret has, as many as HMAC-SHA-256 gives.
    public static final int LEAST_BYTES = 32;

    private static final String HMAC = "HmacSHA256";
    private static final Pattern VERSION = Pattern.compile("v[1-9][0-9]{0,3}");

    private final String version;
    private final byte[] secret;

    /// A key.
    ///
    /// @param version such as `v1`; every token begins with it
    /// @param secret [#LEAST_BYTES] or more; copied
    public TokenKey(String version, byte[] secret) {
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("A key's version is v1, v2 and so on");
        }
        if (Objects.requireNonNull(secret).length < LEAST_BYTES) {
            throw new IllegalArgumentException("A key for tokens has %d bytes or more".formatted(LEAST_BYTES));
        }
        this.version = version;
        this.secret = secret.clone();
    }

    /// Its version, such as `v1`.
    public String version() {
        return version;
    }

    /// Sixteen hexadecimal digits that another key does not have, and that say nothing of this one.
    public String fingerprint() {
        byte[] print = mac(secret).doFinal("millrace fingerprint".getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(print, 0, 8);
    }

    /// Where the fingerprint of this version's key is kept, below the lake bucket. No table's name begins with an
    /// underscore.
    public String fingerprintName() {
        return "_tokens/" + version;
    }

    /// What is to be said when another key was used under this version before.
    public String otherKey() {
        return "The secret holds another key for tokens under the version %1$s, which has made tokens before: equal values would get other tokens. Put the former key back, or give the new one the next version, such as {\"version\": \"v2\"} after v1"
                .formatted(version);
    }

    /// A function for the tokens of one column, keyed for it alone.
    ///
    /// @param column its name
    Mac forColumn(String column) {
        byte[] ofColumn = mac(secret).doFinal(("millrace column " + column).getBytes(StandardCharsets.UTF_8));
        return mac(ofColumn);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return "TokenKey[%s]".formatted(version);
    }
}
