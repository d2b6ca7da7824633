package dev.millrace.checks;

import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One statement of a policy of the template.
///
/// @param owner logical id of the resource whose policy it is
record Statement(String owner, Map<String, Object> content) {
    /// Logs are known by the group that is encrypted (CloudWatch Logs, "Encrypt log data using KMS").
    private static final Set<String> BOUNDS =
            Set.of("aws:SourceAccount", "aws:SourceArn", "kms:EncryptionContext:aws:logs:arn");

    /// The statements of all roles.
    static List<Statement> ofRoles(Template template) {
        var statements = new ArrayList<Statement>();
        template.ofType("AWS::IAM::Role")
                .forEach((id, role) -> listOf(role.get("Policies")).stream()
                        .flatMap(Template::ways)
                        .forEach(policy -> statements.addAll(of(id, map(policy).get("PolicyDocument")))));
        return statements;
    }

    /// The statements of the policies of a type of resource, such as `AWS::S3::BucketPolicy`.
    static List<Statement> ofPolicies(Template template, String type, String document) {
        return template.ofType(type).entrySet().stream()
                .flatMap(e -> of(e.getKey(), e.getValue().get(document)).stream())
                .toList();
    }

    /// The statements of all policies that stand at a resource.
    static List<Statement> ofResources(Template template) {
        return Stream.of(
                        ofPolicies(template, "AWS::S3::BucketPolicy", "PolicyDocument"),
                        ofPolicies(template, "AWS::SQS::QueuePolicy", "PolicyDocument"),
                        ofPolicies(template, "AWS::SNS::TopicPolicy", "PolicyDocument"),
                        ofPolicies(template, "AWS::KMS::Key", "KeyPolicy"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Statement> of(String owner, @Nullable Object document) {
        return document == null
                ? List.of()
                : listOf(map(document).get("Statement")).stream()
                        .map(s -> new Statement(owner, map(s)))
                        .toList();
    }

    boolean allows() {
        return "Allow".equals(content.get("Effect"));
    }

    List<String> actions() {
        return listOf(content.get("Action")).stream().map(String::valueOf).toList();
    }

    List<Object> resources() {
        return listOf(content.get("Resource"));
    }

    /// The services that it speaks of, such as `s3.amazonaws.com`; one of a region as it stands in `!Sub`.
    List<String> services() {
        return content.get("Principal") instanceof Map<?, ?> who
                ? listOf(who.get("Service")).stream()
                        .map(service -> String.valueOf(service instanceof Map<?, ?> sub ? sub.get("!Sub") : service))
                        .toList()
                : List.of();
    }

    boolean admitsEverybody() {
        Object principal = content.get("Principal");
        Object people = principal instanceof Map<?, ?> who ? who.get("AWS") : principal;
        return content.containsKey("NotPrincipal") || listOf(people).contains("*");
    }

    /// Whether it asks for whose account or for which resource a service acts.
    boolean isBounded() {
        return content.get("Condition") instanceof Map<?, ?> condition
                && condition.values().stream()
                        .flatMap(test -> map(test).keySet().stream())
                        .anyMatch(BOUNDS::contains);
    }

    /// Whether it demands that a service acts for one resource.
    boolean isFrom(Object arn) {
        return content.get("Condition") instanceof Map<?, ?> condition
                && condition.get("ArnEquals") instanceof Map<?, ?> test
                && arn.equals(test.get("aws:SourceArn"));
    }

    /// Whether it refuses everything of a service to everybody who comes without TLS.
    boolean refusesPlainHttp(String... actions) {
        return "Deny".equals(content.get("Effect"))
                && "*".equals(content.get("Principal"))
                && Stream.of(actions).anyMatch(a -> List.of(a).equals(actions()))
                && Map.of("Bool", Map.of("aws:SecureTransport", "false")).equals(content.get("Condition"));
    }

    /// One value, several, or none, as a list.
    static List<Object> listOf(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> ? list(value) : List.of(value);
    }
}
