package dev.millrace.contract;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A well-known shape of a text (ODCS `logicalTypeOptions.format` of strings). Only ASCII is in any of them.
public enum StringFormat implements Spelled {
    /// Dot-atoms on both sides of an `@`, the right one a host name (RFC 5321, without quoted parts and literals).
    EMAIL {
        @Override
        public boolean matches(String text) {
            int at = text.lastIndexOf('@');
            return at > 0
                    && at <= 64
                    && text.length() <= 254
                    && DOT_ATOM.matcher(text.substring(0, at)).matches()
                    && HOSTNAME.matches(text.substring(at + 1));
        }
    },
    /// Eight, four, four, four and twelve hex digits with hyphens between (RFC 9562).
    UUID {
        @Override
        public boolean matches(String text) {
            return HEX_GROUPS.matcher(text).matches();
        }
    },
    /// A URI with its scheme (RFC 3986).
    URI {
        @Override
        public boolean matches(String text) {
            return UriShape.matches(text);
        }
    },
    /// Labels of 1 to 63 letters, digits and inner hyphens, with dots between, 253 characters in all (RFC 1123).
    HOSTNAME {
        @Override
        public boolean matches(String text) {
            return text.length() <= 253 && LABELS.matcher(text).matches();
        }
    },
    /// Four numbers of 0 to 255 without leading zeros.
    IPV4 {
        @Override
        public boolean matches(String text) {
            return IpAddress.isV4(text);
        }
    },
    /// An IPv6 address in any form of RFC 4291, without a zone.
    IPV6 {
        @Override
        public boolean matches(String text) {
            return IpAddress.isV6(text);
        }
    };

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++";
    private static final Pattern DOT_ATOM = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+");
    private static final Pattern HEX_GROUPS =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");
    private static final String LABEL = "(?!-)[A-Za-z0-9-]{1,63}(?<!-)";
    private static final Pattern LABELS = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

    /// Whether `text` has this shape, all of it.
    public abstract boolean matches(String text);

    /// The spelling used in contracts, such as `email`.
    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The constant spelled exactly `text`; empty when there is none.
    public static Optional<StringFormat> ofText(String text) {
        return Spelled.find(StringFormat.class, text);
    }
}
