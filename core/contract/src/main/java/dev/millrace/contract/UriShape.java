package dev.millrace.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The grammar of a URI (RFC 3986, appendix A), without relative references.
final class UriShape {
    private static final String ESCAPED = "%[0-9A-Fa-f]{2}";
    private static final String PLAIN = "A-Za-z0-9\\-._~!$&'()*+,;=";
    private static final Pattern WHOLE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*+:"
            + "(?://(?:" + run(":") + "@)?(?<host>\\[[^\\]]*+\\]|" + run("") + ")(?::[0-9]*+)?(?=[/?#]|\\z)|(?!//))"
            + run(":@/") + "(?:\\?" + run(":@/?") + ")?(?:#" + run(":@/?") + ")?");
    private static final Pattern FUTURE = Pattern.compile("v[0-9A-Fa-f]++\\.[" + PLAIN + ":]++");

    private UriShape() {}

    private static String run(String more) {
        return "(?:[" + PLAIN + more + "]|" + ESCAPED + ")*+";
    }

    static boolean matches(String text) {
        Matcher matcher = WHOLE.matcher(text);
        return matcher.matches() && isHost(matcher.group("host"));
    }

    private static boolean isHost(@Nullable String host) {
        if (host == null || !host.startsWith("[")) {
            return true;
        }
        String inside = host.substring(1, host.length() - 1);
        return IpAddress.isV6(inside) || FUTURE.matcher(inside).matches();
    }
}
