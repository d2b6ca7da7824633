package dev.millrace.checks;

import static dev.millrace.checks.TemplateRule.at;
import static dev.millrace.checks.TemplateRule.rule;
import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The rules about alarms and the dashboard, and what breaks them.
final class AlarmCases {
    private AlarmCases() {}

    static Stream<TemplateRule> rules() {
        return Stream.of(
                rule(
                        "everyAlarmTellsSomebody",
                        AlarmRules::everyAlarmTellsSomebody,
                        t -> t.properties("UploadsWaitAlarm").remove("AlarmActions"),
                        t -> t.properties("UploadsWaitAlarm").put("AlarmActions", List.of("arn:x")),
                        t -> t.properties("UploadsWaitAlarm").remove("AlarmDescription"),
                        t -> t.properties("UploadsWaitAlarm").remove("TreatMissingData")),
                rule(
                        "everyDeadLetterQueueHasAnAlarm",
                        AlarmRules::everyDeadLetterQueueHasAnAlarm,
                        t -> t.resources().remove("IngestionDeadLetterAlarm"),
                        t -> t.resources().remove("CloseExecutionDeadLetterAlarm"),
                        t -> t.properties("IngestionDeadLetterAlarm").put("Threshold", "10"),
                        t -> t.properties("IngestionDeadLetterAlarm").put("ComparisonOperator", "LessThanThreshold")),
                rule(
                        "everyQueueOfAFunctionHasAnAlarmOnItsAge",
                        AlarmRules::everyQueueOfAFunctionHasAnAlarmOnItsAge,
                        t -> t.resources().remove("UploadsWaitAlarm"),
                        t -> at(t, "UploadsWaitAlarm", "Dimensions", 0)
                                .put("Value", Map.of("!GetAtt", "IngestionDeadLetterQueue.QueueName"))),
                rule(
                        "everyStateMachineHasItsAlarms",
                        AlarmRules::everyStateMachineHasItsAlarms,
                        t -> t.resources().remove("ExecutionsFailedAlarm"),
                        t -> t.resources().remove("ExecutionsTimedOutAlarm"),
                        t -> t.resources().remove("ExecutionsAbortedAlarm"),
                        t -> t.resources().remove("ExecutionsThrottledAlarm"),
                        t -> t.properties("ExecutionsFailedAlarm").put("MetricName", "ExecutionsStarted")),
                rule(
                        "everyFunctionHasItsAlarms",
                        AlarmRules::everyFunctionHasItsAlarms,
                        t -> list(t.properties("FunctionErrorsAlarm").get("Metrics"))
                                .removeLast(),
                        t -> list(t.properties("FunctionThrottlesAlarm").get("Metrics"))
                                .remove(1)),
                rule(
                        "everyTableHasItsAlarms",
                        AlarmRules::everyTableHasItsAlarms,
                        t -> t.resources().remove("AuditTableErrorsAlarm"),
                        t -> list(t.properties("AuditTableThrottledAlarm").get("Metrics"))
                                .remove(1),
                        t -> list(t.properties("AuditTableThrottledAlarm").get("Metrics"))
                                .removeLast()),
                rule(
                        "everyTopicHasAnAlarm",
                        AlarmRules::everyTopicHasAnAlarm,
                        t -> t.resources().remove("NoticesUndeliveredAlarm")),
                rule(
                        "everyScheduleThatFallsSilentIsHeard",
                        AlarmRules::everyScheduleThatFallsSilentIsHeard,
                        t -> t.resources().remove("SweepSilentAlarm"),
                        t -> t.properties("SweepSilentAlarm").put("TreatMissingData", "notBreaching"),
                        t -> t.properties("SweepSilentAlarm").put("ComparisonOperator", "GreaterThanThreshold"),
                        t -> t.properties("SweepSilentAlarm").put("Threshold", "0")),
                rule(
                        "whatTheSweepFindsIsHeard",
                        AlarmRules::whatTheSweepFindsIsHeard,
                        t -> t.resources().remove("SweepFindingsAlarm"),
                        t -> t.resources().remove("VerifyViolationsAlarm"),
                        t -> t.resources().remove("NoticesOwedAlarm"),
                        t -> t.properties("SweepFindingsAlarm").put("Namespace", "Millrace"),
                        t -> map(map(t.functionGlobals().get("Environment")).get("Variables"))
                                .put("POWERTOOLS_METRICS_NAMESPACE", "Millrace"),
                        t -> t.properties("SweepFindingsAlarm").put("Dimensions", List.of())),
                rule(
                        "anAlarmOfSeveralMetricsKeepsToItsLimits",
                        AlarmRules::anAlarmOfSeveralMetricsKeepsToItsLimits,
                        t -> map(t.resources().get("FunctionErrorsAlarm")).remove("Condition"),
                        t -> list(t.properties("FunctionErrorsAlarm").get("Metrics"))
                                .addAll(list(
                                        t.properties("FunctionThrottlesAlarm").get("Metrics")))),
                rule(
                        "everyAlarmIsExplained",
                        AlarmRules::everyAlarmIsExplained,
                        t -> t.resources().put("NoSuchAlarm", t.resources().get("SweepSilentAlarm"))),
                rule(
                        "theDashboardIsJson",
                        DashboardRules::theDashboardIsJson,
                        t -> body(t, "{"),
                        t -> body(t, "{\"widgets\": []}"),
                        t -> list(at(t, "Dashboard", "DashboardBody").get("!Sub"))
                                .set(
                                        1,
                                        Map.of(
                                                "MoreAlarms",
                                                Map.of("!If", List.of("InAccount", Map.of("!Sub", "\""), "")))),
                        t -> t.resources().remove("Dashboard")),
                rule(
                        "theDashboardShowsWhatThereIs",
                        DashboardRules::theDashboardShowsWhatThereIs,
                        t -> body(t, "{\"widgets\": []}"),
                        t -> t.resources().put("NewFunction", t.resources().get("SweepFunction")),
                        t -> t.resources().put("NewAlarm", t.resources().get("SweepSilentAlarm"))));
    }

    private static void body(Template template, String body) {
        list(at(template, "Dashboard", "DashboardBody").get("!Sub")).set(0, body);
    }
}
