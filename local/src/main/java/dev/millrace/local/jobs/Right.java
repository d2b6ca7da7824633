package dev.millrace.local.jobs;

import dev.millrace.local.Access;
import java.util.LinkedHashMap;
import java.util.Map;

/// Something that a caller must be allowed to do.
///
/// @param action such as `glue:StartCrawler`
/// @param resource ARN, or `*`
/// @param context condition keys with their values
record Right(String action, String resource, Map<String, String> context) {
    Right {
        context = Map.copyOf(context);
    }

    /// To do something to a thing of a service at home.
    ///
    /// @param thing the end of its ARN
    static Right to(String service, String operation, String thing) {
        String resource = "arn:aws:%s:%s:%s:%s".formatted(service, Access.REGION.id(), JobEvents.ACCOUNT, thing);
        return new Right(service + ":" + operation, resource, Map.of());
    }

    /// The same under more condition keys.
    Right with(Map<String, String> more) {
        var all = new LinkedHashMap<>(context);
        all.putAll(more);
        return new Right(action, resource, all);
    }

    /// To hand a role to a service.
    ///
    /// @param role name or ARN
    static Right toPass(String role, String service) {
        String arn = role.startsWith("arn:") ? role : "arn:aws:iam::%s:role/%s".formatted(JobEvents.ACCOUNT, role);
        return new Right("iam:PassRole", arn, Map.of("iam:PassedToService", service));
    }
}
