package dev.millrace.checks;

import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who may do what; each rule gives what breaks it, in words.
final class RightsRules {
    /// Actions that have no resource to name (Service Authorization Reference).
    private static final Set<String> WITHOUT_RESOURCE = Set.of(
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets",
            "logs:CreateLogDelivery",
            "logs:GetLogDelivery",
            "logs:UpdateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:DescribeResourcePolicies",
            "logs:DescribeLogGroups");

    private static final Pattern SECRET =
            Pattern.compile("PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY");

    private RightsRules() {}

    static List<String> noRoleMayDoEverything(Template template) {
        return Statement.ofRoles(template).stream()
                .filter(s -> s.content().containsKey("NotAction")
                        || s.content().containsKey("NotResource")
                        || s.actions().isEmpty()
                        || s.actions().stream().anyMatch(a -> a.contains("*")))
                .map(s -> s.owner() + " may do " + s.actions())
                .toList();
    }

    static List<String> everyResourceIsNamed(Template template) {
        return Statement.ofRoles(template).stream()
                .filter(s -> s.resources().isEmpty() || s.resources().contains("*"))
                .filter(s ->
                        !WITHOUT_RESOURCE.containsAll(s.actions()) && !makesTaggedCrawlers(s) && !sendsMetricsOfGlue(s))
                .map(s -> s.owner() + " may do " + s.actions() + " to everything")
                .toList();
    }

    /// The making of a crawler has no resource to name; it can be held to a tag of the request (Service Authorization
    /// Reference, "AWS Glue").
    private static boolean makesTaggedCrawlers(Statement statement) {
        return statement.actions().equals(List.of("glue:CreateCrawler"))
                && String.valueOf(statement.content().get("Condition")).contains("aws:RequestTag/");
    }

    /// Metrics have no resource to name; they can be held to a namespace.
    private static boolean sendsMetricsOfGlue(Statement statement) {
        return statement.actions().equals(List.of("cloudwatch:PutMetricData"))
                && Map.of("StringEquals", Map.of("cloudwatch:namespace", "Glue"))
                        .equals(statement.content().get("Condition"));
    }

    /// Versions of objects are deleted for good by what moves refused files, and by the sweep of a stack that is
    /// deployed so; from no other bucket than the landing bucket.
    static List<String> versionsAreDeletedForGoodByFew(Template template) {
        boolean sweepsIfWanted = deletingPolicies(template.properties("SweepRole"))
                .allMatch(policy -> isOnlyWhere("DeletesRawFiles", policy));
        return Statement.ofRoles(template).stream()
                .filter(s -> s.actions().contains("s3:DeleteObjectVersion"))
                .filter(s -> !s.resources().equals(List.of(Map.of("!Sub", "${LandingBucket.Arn}/*")))
                        || !(s.owner().equals("MoveInvalidFileRole")
                                || (s.owner().equals("SweepRole") && sweepsIfWanted)))
                .map(s -> s.owner() + " deletes versions of " + s.resources())
                .toList();
    }

    private static Stream<Object> deletingPolicies(Map<String, Object> role) {
        return list(role.get("Policies")).stream()
                .filter(policy -> policy.toString().contains("s3:DeleteObjectVersion"));
    }

    private static boolean isOnlyWhere(String condition, Object policy) {
        return map(policy).get("!If") instanceof List<?> ways
                && ways.getFirst().equals(condition)
                && Map.of("!Ref", "AWS::NoValue").equals(ways.getLast());
    }

    /// The key's policy names itself as `*`; only the account's own root may do all with it.
    static List<String> theKeyAdmitsNamedServicesOnly(Template template) {
        var broken = new ArrayList<String>();
        template.ofType("AWS::KMS::Key").forEach((id, key) -> {
            if (!"true".equals(key.get("EnableKeyRotation"))) {
                broken.add(id + " is never rotated");
            }
        });
        Object root = Map.of("AWS", Map.of("!Sub", "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"));
        Statement.ofPolicies(template, "AWS::KMS::Key", "KeyPolicy").stream()
                .filter(Statement::allows)
                .forEach(s -> {
                    Object principal = s.content().get("Principal");
                    boolean service = principal instanceof Map<?, ?> who && who.containsKey("Service");
                    boolean bounded = service
                            && s.content().containsKey("Condition")
                            && s.actions().stream().noneMatch(a -> a.contains("*"));
                    if (!bounded && !root.equals(principal)) {
                        broken.add(s.owner() + " admits " + principal + " to " + s.actions());
                    }
                });
        return broken;
    }

    /// Those that write what it encrypts: S3 and EventBridge to queues, alarms to a topic, and the logs.
    static List<String> theKeyAdmitsExactlyTheServicesThatWrite(Template template) {
        var writers = new TreeSet<String>();
        if (template.ofType("AWS::S3::Bucket").values().stream()
                .anyMatch(b -> b.containsKey("NotificationConfiguration"))) {
            writers.add("s3.amazonaws.com");
        }
        if (Function.all(template).stream()
                .anyMatch(f -> !f.events("EventBridgeRule").isEmpty())) {
            writers.add("events.amazonaws.com");
        }
        if (!template.ofType("AWS::CloudWatch::Alarm").isEmpty()) {
            writers.add("cloudwatch.amazonaws.com");
        }
        if (!template.ofType("AWS::Logs::LogGroup").isEmpty()) {
            writers.add("logs.${AWS::Region}.amazonaws.com");
        }
        var admitted = new TreeSet<String>();
        Statement.ofPolicies(template, "AWS::KMS::Key", "KeyPolicy").stream()
                .filter(Statement::allows)
                .forEach(s -> admitted.addAll(s.services()));
        return admitted.equals(writers)
                ? List.of()
                : List.of("the key admits %s, but %s write".formatted(admitted, writers));
    }

    /// A service acts for every account, so a grant says for whose (IAM User Guide, "The confused deputy problem").
    static List<String> everyGrantToAServiceIsBounded(Template template) {
        return Statement.ofResources(template).stream()
                .filter(s -> s.allows() && !s.services().isEmpty() && !s.isBounded())
                .map(s -> s.owner() + " lets " + s.services() + " in for any account")
                .toList();
    }

    static List<String> noPolicyLetsEverybodyIn(Template template) {
        return Statement.ofResources(template).stream()
                .filter(s -> s.allows() && s.admitsEverybody())
                .map(s -> s.owner() + " lets everybody do " + s.actions())
                .toList();
    }

    /// Secrets are read at run time, from where they are kept.
    static List<String> noVariableLooksLikeASecret(Template template) {
        Map<String, Object> shared = map(map(template.functionGlobals().getOrDefault("Environment", Map.of()))
                .getOrDefault("Variables", Map.of()));
        return Stream.concat(
                        shared.keySet().stream(),
                        Function.all(template).stream().flatMap(f -> f.environment().keySet().stream()))
                .filter(name -> SECRET.matcher(name.toUpperCase(Locale.ROOT)).find())
                .map(name -> "the variable " + name + " looks like a secret")
                .toList();
    }
}
