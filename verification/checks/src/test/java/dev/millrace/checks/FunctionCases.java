package dev.millrace.checks;

import static dev.millrace.checks.TemplateRule.at;
import static dev.millrace.checks.TemplateRule.rule;
import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The rules about functions and state machines, and what breaks them.
final class FunctionCases {
    private FunctionCases() {}

    static Stream<TemplateRule> rules() {
        return Stream.of(
                rule(
                        "eachFunctionHasARoleOfItsOwn",
                        FunctionRules::eachFunctionHasARoleOfItsOwn,
                        t -> t.properties("LoadFileFunction").put("Role", Map.of("!GetAtt", "ValidateFileRole.Arn")),
                        t -> t.properties("LoadFileFunction").remove("Role"),
                        t -> t.properties("LoadFileFunction").put("Policies", "AdministratorAccess"),
                        t -> t.resources().remove("LoadFileRole"),
                        t -> t.properties("IngestFileStateMachine").remove("Role"),
                        t -> t.properties("LoadFileRole").put("ManagedPolicyArns", List.of("arn:x"))),
                rule(
                        "eachFunctionLogsToAGroupOfItsOwn",
                        FunctionRules::eachFunctionLogsToAGroupOfItsOwn,
                        t -> t.properties("LoadFileFunction").remove("LoggingConfig"),
                        t -> t.properties("LoadFileLogGroup").remove("RetentionInDays"),
                        t -> t.properties("IngestFileLogGroup").remove("KmsKeyId"),
                        t -> t.resources().remove("LoadFileLogGroup")),
                rule(
                        "eachFunctionIsCalledByItsAlias",
                        FunctionRules::eachFunctionIsCalledByItsAlias,
                        t -> t.functionGlobals().remove("AutoPublishAlias"),
                        t -> t.properties("LoadFileFunction").put("AutoPublishAlias", "")),
                rule(
                        "everyQueueGivesItsFunctionTime",
                        FunctionRules::everyQueueGivesItsFunctionTime,
                        t -> t.properties("IngestionQueue").put("VisibilityTimeout", "359"),
                        t -> t.properties("IngestionQueue").remove("VisibilityTimeout"),
                        t -> t.properties("IngestionQueue").remove("RedrivePolicy"),
                        t -> t.properties("StartIngestionFunction").put("Timeout", "61"),
                        t -> at(t, "StartIngestionFunction", "Events", "Uploads", "Properties")
                                .remove("FunctionResponseTypes")),
                rule(
                        "everyEventIsTriedAgainWithinBounds",
                        FunctionRules::everyEventIsTriedAgainWithinBounds,
                        t -> endedByFault(t).remove("RetryPolicy"),
                        t -> map(endedByFault(t).get("RetryPolicy")).remove("MaximumEventAgeInSeconds"),
                        t -> at(t, "SweepFunction", "Events", "EveryFewMinutes", "Properties")
                                .remove("RetryPolicy")),
                rule(
                        "everyEventRuleKeepsWhatItCannotDeliver",
                        FunctionRules::everyEventRuleKeepsWhatItCannotDeliver,
                        t -> endedByFault(t).remove("DeadLetterConfig"),
                        t -> endedByFault(t)
                                .put("DeadLetterConfig", Map.of("Arn", Map.of("!GetAtt", "NoSuchQueue.Arn"))),
                        t -> t.resources().remove("CloseExecutionDeadLetterQueuePolicy"),
                        t -> at(t, "CloseExecutionDeadLetterQueuePolicy", "PolicyDocument", "Statement", 0, "Condition")
                                .put("ArnEquals", Map.of("aws:SourceArn", "arn:x"))),
                rule(
                        "whatNobodyWaitsForIsNotLost",
                        FunctionRules::whatNobodyWaitsForIsNotLost,
                        t -> t.properties("CloseExecutionFunction").remove("EventInvokeConfig"),
                        t -> at(t, "CloseExecutionFunction", "EventInvokeConfig")
                                .remove("DestinationConfig"),
                        t -> statements(t, "CloseExecutionRole")
                                .removeIf(s -> List.of("sqs:SendMessage").equals(map(s).get("Action"))),
                        t -> at(t, "SweepFunction", "EventInvokeConfig").remove("MaximumRetryAttempts")),
                rule(
                        "everyStateMachineIsTracedAndLogsNoData",
                        FunctionRules::everyStateMachineIsTracedAndLogsNoData,
                        t -> t.properties("IngestFileStateMachine").put("Type", "EXPRESS"),
                        t -> t.properties("IngestFileStateMachine").remove("Logging"),
                        t -> t.properties("IngestFileStateMachine").remove("Tracing"),
                        t -> map(t.properties("IngestFileStateMachine").get("Logging"))
                                .put("IncludeExecutionData", "true")));
    }

    private static Map<String, Object> endedByFault(Template template) {
        return at(template, "CloseExecutionFunction", "Events", "EndedByFault", "Properties");
    }

    private static List<Object> statements(Template template, String role) {
        return list(at(template, role, "Policies", 0, "PolicyDocument").get("Statement"));
    }
}
