package dev.millrace.local.jobs;

/// Temporary credentials of roles.
interface Roles {
    /// Whether a role may be assumed by a service.
    ///
    /// @param role name or ARN
    /// @param service such as `glue.amazonaws.com`
    boolean trusts(String role, String service);

    /// Assumes a role as a service would.
    ///
    /// @param role name or ARN
    /// @param session its name, which policies and logs see
    /// @throws Refusal when there is no such role, or it does not trust the service
    RoleSession assume(String role, String service, String session);
}
