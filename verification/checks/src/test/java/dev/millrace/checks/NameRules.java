package dev.millrace.checks;

import static dev.millrace.checks.Intrinsics.isKey;
import static dev.millrace.checks.Intrinsics.text;
import static dev.millrace.checks.Statement.listOf;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The names of log groups, by which services may use the key, and share the account's policy; each rule gives what
/// breaks it, in words.
final class NameRules {
    private static final String LOG_GROUP = "AWS::Logs::LogGroup";
    private static final String MACHINE = "AWS::Serverless::StateMachine";
    private static final String SECURITY = "AWS::Glue::SecurityConfiguration";
    private static final String CONTEXT = "kms:EncryptionContext:aws:logs:arn";

    /// Glue names the groups of a job with a security configuration `/aws-glue/jobs-<role>-<configuration>`.
    private static final String GLUE_GROUP = "/aws-glue/jobs-role-configuration/error";

    private NameRules() {}

    /// CloudWatch Logs asks the key with the name of the group.
    static List<String> theKeyAdmitsEveryGroupThatItEncrypts(Template template) {
        List<String> admitted = admitted(template);
        var broken = new ArrayList<String>();
        template.ofType(LOG_GROUP).forEach((id, group) -> {
            String name = text(map(group.get("LogGroupName")).get("!Sub"));
            if (isKey(group.get("KmsKeyId")) && !isAdmitted(admitted, name)) {
                broken.add("the key does not admit " + id);
            }
        });
        template.ofType(SECURITY).forEach((id, configuration) -> {
            Object logs = map(configuration.get("EncryptionConfiguration")).get("CloudWatchEncryption");
            if (logs != null && isKey(map(logs).get("KmsKeyArn")) && !isAdmitted(admitted, GLUE_GROUP)) {
                broken.add("the key does not admit the log groups of " + id);
            }
        });
        return broken;
    }

    /// The patterns of groups in the key's policy.
    private static List<String> admitted(Template template) {
        return listOf(map(template.properties("Key").get("KeyPolicy")).get("Statement")).stream()
                .map(Template::map)
                .filter(statement -> text(statement.get("Principal")).contains("logs."))
                .map(statement -> map(map(statement.get("Condition")).get("ArnLike")))
                .flatMap(like -> listOf(like.get(CONTEXT)).stream())
                .map(pattern -> text(map(pattern).get("!Sub")).replaceFirst("^.*:log-group:", ""))
                .toList();
    }

    private static boolean isAdmitted(List<String> patterns, String group) {
        return patterns.stream()
                .anyMatch(p -> p.endsWith("*") ? group.startsWith(p.substring(0, p.length() - 1)) : p.equals(group));
    }

    /// For each other group, Step Functions adds lines to a policy of the account whose length is limited.
    static List<String> everyStateMachineLogsToAGroupOfVendedLogs(Template template) {
        var broken = new ArrayList<String>();
        template.ofType(MACHINE).forEach((id, machine) -> {
            Map<String, Object> group = template.properties(id.replaceAll("StateMachine$", "") + "LogGroup");
            if (!text(group.get("LogGroupName")).contains("=/aws/vendedlogs/states/")) {
                broken.add(id + " logs to a group outside /aws/vendedlogs/");
            }
        });
        return broken;
    }
}
