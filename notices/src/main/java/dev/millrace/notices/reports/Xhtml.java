package dev.millrace.notices.reports;

import dev.millrace.contract.Printable;

/// Writes a page that is HTML and XML at once. Text from outside enters by [#text] and [#attribute] alone, which leave
/// no character in it that could end a text or an attribute, or that cannot be seen.
final class Xhtml {
    private final StringBuilder out = new StringBuilder();

    /// Writes what this program itself says, as it is.
    Xhtml raw(String markup) {
        out.append(markup);
        return this;
    }

    /// Writes text between tags.
    Xhtml text(String text) {
        out.append(escaped(text));
        return this;
    }

    /// Writes an element that has nothing but text.
    Xhtml element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">");
    }

    /// Writes an attribute of the tag that is open.
    Xhtml attribute(String name, String value) {
        return raw(" " + name + "=\"").text(value).raw("\"");
    }

    private static String escaped(String text) {
        return Printable.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
