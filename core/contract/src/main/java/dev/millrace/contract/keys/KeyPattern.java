package dev.millrace.contract.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which object keys belong to a dataset (`millrace.keyPattern`): a glob over the whole key.
///
/// `*` stands for any characters but `/`, also for none; `**` for any characters; `?` for exactly one character
/// other than `/`. Everything else stands for itself, case included, so `a/**/b.csv` wants two slashes. `[`, `{`
/// and `\` are not supported. A character is a Unicode code point.
public final class KeyPattern {
    /// The longest pattern in characters; S3 keys have at most 1,024 bytes.
    public static final int LONGEST = 1024;

    static final int STAR = -1;
    static final int GLOBSTAR = -2;
    static final int ONE = -3;

    private final String glob;
    private final int[] tokens;

    private KeyPattern(String glob) {
        this.glob = glob;
        this.tokens = tokens(glob);
    }

    /// The pattern that `glob` spells.
    ///
    /// @throws IllegalArgumentException if it is none; the message says what to do
    public static KeyPattern of(String glob) {
        if (glob.isEmpty() || glob.length() > LONGEST) {
            throw new IllegalArgumentException("a key pattern has 1 to %,d characters".formatted(LONGEST));
        }
        for (char unsupported : new char[] {'[', '{', '\\'}) {
            if (glob.indexOf(unsupported) >= 0) {
                throw new IllegalArgumentException(
                        "'%c' is not supported in key patterns; use *, ** and ?".formatted(unsupported));
            }
        }
        if (glob.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("a key pattern is Unicode text, without lone surrogates");
        }
        return new KeyPattern(glob);
    }

    private static int[] tokens(String glob) {
        int[] points = glob.codePoints().toArray();
        int[] tokens = new int[points.length];
        int count = 0;
        for (int point : points) {
            int before = count == 0 ? 0 : tokens[count - 1];
            if (point == '*' && (before == STAR || before == GLOBSTAR)) {
                tokens[count - 1] = GLOBSTAR;
            } else {
                tokens[count++] = point == '*' ? STAR : point == '?' ? ONE : point;
            }
        }
        return Arrays.copyOf(tokens, count);
    }

    /// Whether the object key `key`, decoded, belongs to the dataset. Takes time in proportion to both lengths at
    /// most.
    public boolean matches(String key) {
        boolean[] here = new boolean[tokens.length + 1];
        here[0] = !key.isEmpty();
        passStars(here);
        for (int point : key.codePoints().toArray()) {
            here = after(here, point);
        }
        return here[tokens.length];
    }

    private boolean[] after(boolean[] here, int point) {
        boolean[] next = new boolean[here.length];
        for (int i = 0; i < tokens.length; i++) {
            if (here[i] && takes(tokens[i], point)) {
                next[tokens[i] == STAR || tokens[i] == GLOBSTAR ? i : i + 1] = true;
            }
        }
        passStars(next);
        return next;
    }

    private void passStars(boolean[] places) {
        for (int i = 0; i < tokens.length; i++) {
            places[i + 1] |= places[i] && (tokens[i] == STAR || tokens[i] == GLOBSTAR);
        }
    }

    static boolean takes(int token, int point) {
        return token == GLOBSTAR || token == point || ((token == STAR || token == ONE) && point != '/');
    }

    /// A key that belongs to both, a short one; empty when there is none.
    ///
    /// Two contracts with a common key cannot both be applied, for an object would have two datasets.
    public Optional<String> commonKey(KeyPattern other) {
        return new CommonKey(tokens, other.tokens).find().filter(KeyPattern::fits);
    }

    private static boolean fits(String key) {
        return key.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /// The pattern as it was written.
    public String text() {
        return glob;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyPattern that && glob.equals(that.glob);
    }

    @Override
    public int hashCode() {
        return glob.hashCode();
    }

    @Override
    public String toString() {
        return glob;
    }
}
