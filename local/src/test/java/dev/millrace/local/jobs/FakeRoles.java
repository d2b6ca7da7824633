package dev.millrace.local.jobs;

import java.util.HashSet;
import java.util.Set;

/// Roles that trust everybody, but for those that a test names.
final class FakeRoles implements Roles {
    final Set<String> unknown = new HashSet<>();

    @Override
    public boolean trusts(String role, String service) {
        return !unknown.contains(role);
    }

    @Override
    public RoleSession assume(String role, String service, String session) {
        if (!trusts(role, service)) {
            throw new Refusal("InvalidInputException", "Service is unable to assume provided role " + role);
        }
        return new RoleSession("ASIA" + session, "secret", "token");
    }
}
