package dev.millrace.checks;

import static dev.millrace.checks.TemplateRule.at;
import static dev.millrace.checks.TemplateRule.rule;
import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The rules about rights, and what breaks them.
final class RightsCases {
    private RightsCases() {}

    static Stream<TemplateRule> rules() {
        return Stream.of(
                rule(
                        "noRoleMayDoEverything",
                        RightsRules::noRoleMayDoEverything,
                        t -> statement(t, "LoadFileRole").put("Action", "*"),
                        t -> statement(t, "LoadFileRole").put("Action", List.of("s3:GetObject", "s3:*")),
                        t -> statement(t, "LoadFileRole").put("Action", "s3:Get*"),
                        t -> statement(t, "LoadFileRole").put("NotAction", "s3:GetObject")),
                rule(
                        "everyResourceIsNamed",
                        RightsRules::everyResourceIsNamed,
                        t -> statement(t, "LoadFileRole").put("Resource", "*"),
                        t -> statement(t, "LoadFileRole").put("Resource", List.of("arn:x", "*")),
                        t -> statement(t, "LoadFileRole").remove("Resource"),
                        t -> metrics(t).remove("Condition"),
                        t -> metrics(t).put("Action", List.of("cloudwatch:PutMetricData", "cloudwatch:DeleteAlarms"))),
                rule(
                        "versionsAreDeletedForGoodByFew",
                        RightsRules::versionsAreDeletedForGoodByFew,
                        t -> statement(t, "LoadFileRole").put("Action", "s3:DeleteObjectVersion"),
                        t -> statement(t, "SweepRole")
                                .putAll(Map.of(
                                        "Action",
                                        "s3:DeleteObjectVersion",
                                        "Resource",
                                        Map.of("!Sub", "${LandingBucket.Arn}/*"))),
                        t -> sweepsRawFiles(t).set(0, "InAccount"),
                        t -> deletesRawFiles(t).put("Resource", Map.of("!Sub", "${LakeBucket.Arn}/*"))),
                rule(
                        "theKeyAdmitsNamedServicesOnly",
                        RightsRules::theKeyAdmitsNamedServicesOnly,
                        t -> keyStatement(t).put("Principal", "*"),
                        t -> keyStatement(t).put("Principal", Map.of("AWS", "*")),
                        t -> keyStatement(t).remove("Condition"),
                        t -> keyStatement(t).put("Action", "kms:*"),
                        t -> t.properties("Key").remove("EnableKeyRotation")),
                rule(
                        "theKeyAdmitsExactlyTheServicesThatWrite",
                        RightsRules::theKeyAdmitsExactlyTheServicesThatWrite,
                        t -> list(at(t, "Key", "KeyPolicy").get("Statement")).remove(1),
                        t -> keyStatement(t).put("Principal", Map.of("Service", "sns.amazonaws.com")),
                        t -> t.properties("LandingBucket").remove("NotificationConfiguration"),
                        t -> Stream.of("CloseExecutionFunction", "WatchJobsFunction")
                                .forEach(id -> t.properties(id).remove("Events"))),
                rule(
                        "everyGrantToAServiceIsBounded",
                        RightsRules::everyGrantToAServiceIsBounded,
                        t -> first(t, "IngestionQueuePolicy").remove("Condition"),
                        t -> first(t, "CloseExecutionDeadLetterQueuePolicy").remove("Condition"),
                        t -> first(t, "NoticesTopicPolicy").remove("Condition"),
                        t -> first(t, "LogsBucketPolicy")
                                .put("Condition", Map.of("Bool", Map.of("aws:SecureTransport", "true"))),
                        t -> keyStatement(t).remove("Condition")),
                rule(
                        "noPolicyLetsEverybodyIn",
                        RightsRules::noPolicyLetsEverybodyIn,
                        t -> first(t, "NoticesTopicPolicy").put("Principal", "*"),
                        t -> first(t, "IngestionQueuePolicy").put("Principal", Map.of("AWS", "*")),
                        t -> first(t, "LogsBucketPolicy").put("Principal", Map.of("AWS", List.of("arn:x", "*"))),
                        t -> first(t, "LogsBucketPolicy").put("NotPrincipal", Map.of("AWS", "arn:x")),
                        t -> keyStatement(t).put("Principal", Map.of("AWS", "*"))),
                rule(
                        "noVariableLooksLikeASecret",
                        RightsRules::noVariableLooksLikeASecret,
                        t -> variables(t).put("DB_PASSWORD", "x"),
                        t -> variables(t).put("apiKey", "x"),
                        t -> map(map(t.functionGlobals().get("Environment")).get("Variables"))
                                .put("GIT_TOKEN", "x")));
    }

    private static Map<String, Object> statement(Template template, String role) {
        return at(template, role, "Policies", 0, "PolicyDocument", "Statement", 0);
    }

    /// The sweep's policy for stacks that are deployed so, as the arguments of an `!If`.
    private static List<Object> sweepsRawFiles(Template template) {
        return list(at(template, "SweepRole", "Policies", 1).get("!If"));
    }

    private static Map<String, Object> deletesRawFiles(Template template) {
        Map<String, Object> document = map(map(sweepsRawFiles(template).get(1)).get("PolicyDocument"));
        return map(list(document.get("Statement")).getFirst());
    }

    /// The statement of a service.
    private static Map<String, Object> keyStatement(Template template) {
        return at(template, "Key", "KeyPolicy", "Statement", 1);
    }

    /// The statement of a resource's policy that lets somebody in.
    private static Map<String, Object> first(Template template, String policy) {
        return at(template, policy, "PolicyDocument", "Statement", 0);
    }

    private static Map<String, Object> variables(Template template) {
        return at(template, "LoadFileFunction", "Environment", "Variables");
    }

    /// That of the Spark job about metrics.
    private static Map<String, Object> metrics(Template template) {
        return list(at(template, "SparkJobRole", "Policies", 0, "PolicyDocument")
                        .get("Statement"))
                .stream()
                .map(Template::map)
                .filter(statement -> List.of("cloudwatch:PutMetricData").equals(statement.get("Action")))
                .findFirst()
                .orElseThrow();
    }
}
