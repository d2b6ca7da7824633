package dev.millrace.checks;

import static dev.millrace.checks.Intrinsics.named;
import static dev.millrace.checks.Intrinsics.ref;
import static dev.millrace.checks.Intrinsics.require;
import static dev.millrace.checks.Intrinsics.text;
import static dev.millrace.checks.Statement.listOf;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Checkout;
import dev.millrace.testing.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Who hears of what; each rule gives what breaks it, in words.
final class AlarmRules {
    private static final String QUEUE = "AWS::SQS::Queue";
    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String MACHINE = "AWS::Serverless::StateMachine";

    /// "Alarms based on metric math expressions can reference a maximum of 10 metrics" (CloudWatch, "Limits").
    private static final int MOST_METRICS = 10;
    private static final Map<String, Object> OWN_METRICS = Map.of("!Sub", "Millrace/${AWS::StackName}");

    private AlarmRules() {}

    static List<String> everyAlarmTellsSomebody(Template template) {
        Set<String> topics = template.ofType("AWS::SNS::Topic").keySet();
        var broken = new ArrayList<String>();
        Alarm.all(template).forEach(alarm -> {
            require(broken, alarm.id(), "heard", alarm.tells().stream().anyMatch(topics::contains));
            require(broken, alarm.id(), "described", alarm.properties().containsKey("AlarmDescription"));
            require(
                    broken,
                    alarm.id(),
                    "clear about silence",
                    alarm.properties().containsKey("TreatMissingData"));
        });
        return broken;
    }

    static List<String> everyDeadLetterQueueHasAnAlarm(Template template) {
        return deadLetterQueues(template)
                .filter(id -> isUnwatched(
                        template, Alarm::ringsAboveZero, "ApproximateNumberOfMessagesVisible", queueName(id)))
                .map(id -> "nobody hears of messages in " + id)
                .toList();
    }

    /// Of other queues, of event rules and of functions.
    private static Stream<String> deadLetterQueues(Template template) {
        var found = new TreeSet<String>();
        template.ofType(QUEUE)
                .values()
                .forEach(queue -> found.add(
                        named(map(queue.getOrDefault("RedrivePolicy", Map.of())).get("deadLetterTargetArn"))));
        Function.all(template).forEach(f -> {
            f.events("EventBridgeRule")
                    .values()
                    .forEach(event -> found.add(named(map(event.getOrDefault("DeadLetterConfig", Map.of()))
                            .get("Arn"))));
            found.add(FunctionRules.onFailure(map(f.properties().getOrDefault("EventInvokeConfig", Map.of()))));
        });
        return found.stream().filter(id -> !id.isEmpty());
    }

    static List<String> everyQueueOfAFunctionHasAnAlarmOnItsAge(Template template) {
        return Function.all(template).stream()
                .flatMap(f -> f.events("SQS").values().stream())
                .map(source -> named(source.get("Queue")))
                .filter(id -> isUnwatched(template, a -> true, "ApproximateAgeOfOldestMessage", queueName(id)))
                .map(id -> "nobody hears of messages that wait in " + id)
                .toList();
    }

    static List<String> everyStateMachineHasItsAlarms(Template template) {
        return template.ofType(MACHINE).keySet().stream()
                .flatMap(id -> Stream.of(
                                "ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted", "ExecutionThrottled")
                        .filter(metric -> isUnwatched(template, Alarm::ringsAboveZero, metric, ref(id)))
                        .map(metric -> "nobody hears of " + metric + " of " + id))
                .toList();
    }

    static List<String> everyFunctionHasItsAlarms(Template template) {
        return Function.all(template).stream()
                .flatMap(f -> Stream.of("Errors", "Throttles")
                        .filter(metric -> isUnwatched(template, Alarm::ringsAboveZero, metric, ref(f.logicalId())))
                        .map(metric -> "nobody hears of " + metric + " of " + f.logicalId()))
                .toList();
    }

    static List<String> everyTableHasItsAlarms(Template template) {
        var broken = new ArrayList<String>();
        template.ofType(TABLE).forEach((id, table) -> {
            Stream.of("ReadThrottleEvents", "WriteThrottleEvents", "SystemErrors")
                    .filter(metric -> isUnwatched(template, Alarm::ringsAboveZero, metric, ref(id)))
                    .forEach(metric -> broken.add("nobody hears of " + metric + " of " + id));
            listOf(table.get("GlobalSecondaryIndexes")).stream()
                    .map(index -> text(map(index).get("IndexName")))
                    .filter(name -> isUnwatched(template, Alarm::ringsAboveZero, "WriteThrottleEvents", name))
                    .forEach(name -> broken.add("nobody hears of throttled writes to " + name));
        });
        return broken;
    }

    static List<String> everyTopicHasAnAlarm(Template template) {
        return template.ofType("AWS::SNS::Topic").keySet().stream()
                .filter(id -> isUnwatched(
                        template,
                        Alarm::ringsAboveZero,
                        "NumberOfNotificationsFailed",
                        Map.of("!GetAtt", id + ".TopicName")))
                .map(id -> "nobody hears of what " + id + " cannot deliver")
                .toList();
    }

    static List<String> everyScheduleThatFallsSilentIsHeard(Template template) {
        return Function.all(template).stream()
                .filter(f -> !f.events("Schedule").isEmpty())
                .filter(f -> isUnwatched(template, Alarm::ringsOnSilence, "Invocations", ref(f.logicalId())))
                .map(f -> "nobody hears when " + f.logicalId() + " runs no more")
                .toList();
    }

    /// What concerns no single dataset is counted under the dataset `all`, each stack in a namespace of its own.
    static List<String> whatTheSweepFindsIsHeard(Template template) {
        Object namespace = map(map(template.functionGlobals().get("Environment"))
                        .get("Variables"))
                .get("POWERTOOLS_METRICS_NAMESPACE");
        return Stream.of("SweepFindings", "VerifyViolations", "NoticesOwed")
                .filter(metric -> isUnwatched(
                        template,
                        a -> a.ringsAboveZero()
                                && a.metrics().stream().allMatch(m -> OWN_METRICS.equals(m.get("Namespace")))
                                && OWN_METRICS.equals(namespace),
                        metric,
                        "all"))
                .map(metric -> "nobody hears of " + metric)
                .toList();
    }

    static List<String> anAlarmOfSeveralMetricsKeepsToItsLimits(Template template) {
        var broken = new ArrayList<String>();
        Alarm.all(template).stream().filter(Alarm::isMath).forEach(alarm -> {
            require(broken, alarm.id(), "within 10 metrics", alarm.metrics().size() <= MOST_METRICS);
            require(
                    broken,
                    alarm.id(),
                    "left out of the local cloud",
                    alarm.condition().equals("InAccount"));
        });
        return broken;
    }

    /// So that whoever is woken by it finds what to do.
    static List<String> everyAlarmIsExplained(Template template) {
        try {
            String page = Files.readString(Checkout.root().resolve("docs/operations.md"));
            return Alarm.all(template).stream()
                    .map(Alarm::id)
                    .filter(id -> !page.contains("`" + id + "`"))
                    .map(id -> "docs/operations.md says nothing about " + id)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isUnwatched(Template template, Predicate<Alarm> rings, String metric, Object of) {
        return Alarm.all(template).stream().noneMatch(alarm -> rings.test(alarm) && alarm.watches(metric, of));
    }

    private static Object queueName(String id) {
        return Map.of("!GetAtt", id + ".QueueName");
    }
}
