package dev.millrace.judging.protection;

import dev.millrace.contract.Column;
import dev.millrace.contract.Protection;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/// Protects the texts of one column.
final class ColumnProtection {
    private static final int SHOWN = 4;

    private final Protection protection;
    private final @Nullable Mac mac;
    private final String version;

    /// @param key null where the column needs none
    ColumnProtection(Column column, Protection protection, @Nullable TokenKey key) {
        this.protection = protection;
        if (protection == Protection.TOKENISE) {
            if (key == null) {
                throw new IllegalArgumentException(
                        "The column %s is tokenised, and there is no key for it".formatted(column.name()));
            }
            this.mac = key.forColumn(column.name());
            this.version = key.version();
        } else {
            this.mac = null;
            this.version = "";
        }
    }

    /// What is stored for `text`; null for a column that is dropped.
    @Nullable String of(String text) {
        return switch (protection) {
            case TOKENISE -> token(text);
            case LAST_4 -> lastOnes(text);
            case EMAIL_DOMAIN -> domain(text);
            case YEAR -> Protection.HIDDEN;
            case DROP -> null;
        };
    }

    /// `v1:` and the HMAC of the text in base64url, the same for texts that differ only in how their letters are
    /// composed, in case, or in spaces around them.
    private String token(String text) {
        String normal = Normalizer.normalize(text.strip(), Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        String composed = Normalizer.normalize(normal, Normalizer.Form.NFC);
        byte[] hash = Objects.requireNonNull(mac).doFinal(composed.getBytes(StandardCharsets.UTF_8));
        return version + ':' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static String lastOnes(String text) {
        int length = text.codePointCount(0, text.length());
        if (length <= 2 * SHOWN) {
            return "*".repeat(length);
        }
        return "*".repeat(length - SHOWN) + text.substring(text.offsetByCodePoints(text.length(), -SHOWN));
    }

    private static String domain(String text) {
        int at = text.lastIndexOf('@');
        return at < 0 ? Protection.HIDDEN : text.substring(at + 1).strip().toLowerCase(Locale.ROOT);
    }
}
