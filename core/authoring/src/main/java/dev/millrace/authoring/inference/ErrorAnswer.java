package dev.millrace.authoring.inference;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/// Tells the answer of a service that failed, saved as if it were data, by its names.
final class ErrorAnswer {
    private static final Set<String> SURE = Set.of(
            "error", "errors", "message", "fault", "errordescription", "exception", "type", "errormessage", "detail");
    private static final Set<String> BESIDE = Set.of(
            "code",
            "status",
            "statuscode",
            "errorcode",
            "title",
            "timestamp",
            "path",
            "requestid",
            "traceid",
            "trace",
            "success",
            "ok",
            "instance",
            "reason",
            "documentationurl",
            "hostid",
            "resource");

    private ErrorAnswer() {}

    /// @param names those of an object that stands alone
    static boolean is(Collection<String> names) {
        boolean sure = false;
        for (String name : names) {
            String bare = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            sure |= SURE.contains(bare) && !bare.equals("type");
            if (!SURE.contains(bare) && !BESIDE.contains(bare)) {
                return false;
            }
        }
        return sure;
    }
}
