package dev.millrace.local.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.local.Access;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Roles of the local cloud. It lets its administrator assume whatever trusts any service; which service a role
/// trusts is looked up here.
final class StsRoles implements Roles {
    private final IamClient iam;
    private final StsClient sts;

    StsRoles(Access access) {
        iam = access.client(IamClient.builder());
        sts = access.client(StsClient.builder());
    }

    @Override
    public boolean trusts(String role, String service) {
        return find(role).filter(found -> trusts(found, service)).isPresent();
    }

    @Override
    public RoleSession assume(String role, String service, String session) {
        Role found = find(role)
                .filter(one -> trusts(one, service))
                .orElseThrow(() -> new Refusal(
                        "InvalidInputException",
                        "Service is unable to assume provided role %s: is it there, and does it trust %s?"
                                .formatted(role, service)));
        Credentials taken = sts.assumeRole(a -> a.roleArn(found.arn()).roleSessionName(session))
                .credentials();
        return new RoleSession(taken.accessKeyId(), taken.secretAccessKey(), taken.sessionToken());
    }

    private Optional<Role> find(String role) {
        try {
            String name = role.substring(role.lastIndexOf('/') + 1);
            return Optional.of(iam.getRole(g -> g.roleName(name)).role());
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        }
    }

    private static boolean trusts(Role role, String service) {
        return StreamSupport.stream(statements(role).spliterator(), false)
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .filter(statement -> names(statement.path("Action"), "sts:AssumeRole"))
                .anyMatch(statement -> names(statement.path("Principal").path("Service"), service));
    }

    private static JsonNode statements(Role role) {
        String document = URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8);
        try {
            return ProtocolJson.MAPPER.readTree(document).path("Statement");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The trust policy of %s is no JSON".formatted(role.arn()), e);
        }
    }

    /// Whether a text is this, or a list has it.
    private static boolean names(JsonNode value, String wanted) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .anyMatch(one -> one.asText().equals(wanted))
                : value.asText().equals(wanted);
    }
}
