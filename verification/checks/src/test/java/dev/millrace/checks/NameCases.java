package dev.millrace.checks;

import static dev.millrace.checks.TemplateRule.at;
import static dev.millrace.checks.TemplateRule.rule;
import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The rules about names, and what breaks them.
final class NameCases {
    private NameCases() {}

    static Stream<TemplateRule> rules() {
        return Stream.of(
                rule(
                        "theKeyAdmitsEveryGroupThatItEncrypts",
                        NameRules::theKeyAdmitsEveryGroupThatItEncrypts,
                        t -> groups(t).removeIf(pattern -> pattern.toString().contains("log-group:/aws-glue/jobs-*")),
                        t -> groups(t).removeIf(pattern -> pattern.toString().contains("/aws/vendedlogs/")),
                        t -> groups(t).removeIf(pattern -> pattern.toString().contains("log-group:/millrace/")),
                        t -> t.properties("SweepLogGroup").put("LogGroupName", Map.of("!Sub", "/else/sweep"))),
                rule(
                        "everyStateMachineLogsToAGroupOfVendedLogs",
                        NameRules::everyStateMachineLogsToAGroupOfVendedLogs,
                        t -> t.properties("IngestPageLogGroup")
                                .put("LogGroupName", Map.of("!Sub", "/millrace/${AWS::StackName}/ingest-page"))));
    }

    /// The patterns of log groups that may use the key.
    private static List<Object> groups(Template template) {
        Map<String, Object> statement =
                map(list(at(template, "Key", "KeyPolicy").get("Statement")).getLast());
        return list(map(map(statement.get("Condition")).get("ArnLike")).get("kms:EncryptionContext:aws:logs:arn"));
    }
}
