package dev.millrace.testing.aws;

import java.util.Map;

/// Something that a role may do.
///
/// @param action such as `s3:GetObjectVersion`
/// @param resource its ARN
/// @param context what the request says beside, by the names of IAM's condition keys, such as `iam:PassedToService`
public record Right(String action, String resource, Map<String, String> context) {
    /// The context key of the service that a role is handed to.
    static final String PASSED_TO = "iam:PassedToService";

    public Right {
        context = Map.copyOf(context);
    }

    /// A right to which the request says nothing beside.
    public Right(String action, String resource) {
        this(action, resource, Map.of());
    }

    /// The right to hand a role to a service.
    static Right toPass(String role, String service) {
        return new Right("iam:PassRole", role, Map.of(PASSED_TO, service));
    }

    @Override
    public String toString() {
        return action + " on " + resource + (context.isEmpty() ? "" : " with " + context);
    }
}
