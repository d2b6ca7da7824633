package dev.millrace.authoring.inference;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells texts and archives that are no table, whatever their names end in.
final class Foreign {
    private static final int TAR_MARK = 257;
    private static final int LOOKED_AT = 4_096;
    private static final Pattern HTML =
            Pattern.compile("(?s)<!doctype html\\b.*|<html[\\s>].*|<head[\\s>].*|<body[\\s>].*");
    private static final Pattern XML =
            Pattern.compile("(?s)<\\?xml.*|<!--.*|<!doctype .*|<[a-z_][\\w.:-]*(?:\\s[^<>]*)?/?>.*");
    private static final Pattern SQL = Pattern.compile(
            "(?s)(?:--[^\\n]*\\n\\s*|/\\*.*?\\*/;?\\s*)*(?:(?:create (?:table|database|schema)|insert into|drop table|set"
                    + " [a-z_@.]+ ?=|pragma |begin transaction)\\b).*");

    private Foreign() {}

    /// What it is, with its article; empty when it may be a table.
    ///
    /// @param beginning the first bytes, unpacked
    static Optional<String> kind(byte[] beginning) {
        if (beginning.length >= TAR_MARK + 5
                && new String(beginning, TAR_MARK, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
            return Optional.of("a tar archive; take the files out of it");
        }
        String text = new String(beginning, 0, Math.min(beginning.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        String bare = text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text;
        if (bare.startsWith("\u001E")) {
            return Optional.of("a sequence of JSON texts (RFC 7464); write JSON Lines");
        }
        String start = bare.stripLeading();
        if (start.startsWith("-----BEGIN ")) {
            return Optional.of(
                    start.startsWith("-----BEGIN PGP")
                            ? "text that PGP encrypted or signed; decrypt it"
                            : "a PEM text (a key, a certificate or a signed message)");
        }
        if (start.startsWith("{\\rtf")) {
            return Optional.of("a document (RTF)");
        }
        if (start.startsWith("UNA:") || start.startsWith("UNB+") || start.startsWith("ISA*")) {
            return Optional.of("an EDI message");
        }
        String lower = start.toLowerCase(Locale.ROOT);
        if (HTML.matcher(lower).matches()) {
            return Optional.of("an HTML page, such as the sign-in or error page of a web site");
        }
        // Names such as <DATE> in a header are no elements: these are closed.
        if (XML.matcher(lower).matches() && (lower.contains("</") || lower.contains("/>"))) {
            return Optional.of("an XML document");
        }
        return SQL.matcher(lower).matches() ? Optional.of("an SQL script") : Optional.empty();
    }
}
