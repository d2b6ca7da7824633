package dev.millrace.checks;

import static dev.millrace.checks.Intrinsics.arn;
import static dev.millrace.checks.Intrinsics.isKey;
import static dev.millrace.checks.Intrinsics.named;
import static dev.millrace.checks.Intrinsics.require;
import static dev.millrace.checks.Intrinsics.text;
import static dev.millrace.checks.Statement.listOf;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// How functions and state machines are set up; each rule gives what breaks it, in words.
final class FunctionRules {
    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String MACHINE = "AWS::Serverless::StateMachine";
    private static final String QUEUE = "AWS::SQS::Queue";

    private FunctionRules() {}

    static List<String> eachFunctionHasARoleOfItsOwn(Template template) {
        var broken = new ArrayList<String>();
        Set<Object> taken = new HashSet<>();
        Stream.of(FUNCTION, MACHINE)
                .flatMap(type -> template.ofType(type).entrySet().stream())
                .forEach(e -> {
                    String name = e.getKey().replaceAll("(Function|StateMachine)$", "");
                    Object role = e.getValue().get("Role");
                    boolean own = Map.of("!GetAtt", name + "Role.Arn").equals(role)
                            && template.ofType("AWS::IAM::Role").containsKey(name + "Role")
                            && taken.add(role);
                    if (!own || e.getValue().containsKey("Policies")) {
                        broken.add(e.getKey() + " has not the role " + name + "Role alone");
                    }
                });
        template.ofType("AWS::IAM::Role").forEach((id, role) -> {
            if (role.containsKey("ManagedPolicyArns")) {
                broken.add(id + " has policies of somebody else's making");
            }
        });
        return broken;
    }

    static List<String> eachFunctionLogsToAGroupOfItsOwn(Template template) {
        var broken = new ArrayList<String>();
        Map<String, Map<String, Object>> groups = template.ofType("AWS::Logs::LogGroup");
        Function.all(template).forEach(f -> {
            Object expected = Map.of("LogGroup", Map.of("!Ref", f.name() + "LogGroup"));
            Map<String, Object> group = groups.getOrDefault(f.name() + "LogGroup", Map.of());
            Object name = Map.of("!Sub", "/millrace/${AWS::StackName}/" + f.folder());
            if (!expected.equals(f.properties().get("LoggingConfig")) || !name.equals(group.get("LogGroupName"))) {
                broken.add(f.logicalId() + " does not log to /millrace/<stack>/" + f.folder());
            }
        });
        groups.forEach((id, group) -> {
            if (!group.containsKey("RetentionInDays") || !isKey(group.get("KmsKeyId"))) {
                broken.add(id + " keeps logs for ever or in clear");
            }
        });
        return broken;
    }

    static List<String> eachFunctionIsCalledByItsAlias(Template template) {
        return Function.all(template).stream()
                .filter(f -> !"live"
                        .equals(f.properties()
                                .getOrDefault(
                                        "AutoPublishAlias",
                                        template.functionGlobals().getOrDefault("AutoPublishAlias", ""))))
                .map(f -> f.logicalId() + " has no alias 'live'")
                .toList();
    }

    /// Six times the function's timeout, as Lambda's documentation asks ("Using Lambda with Amazon SQS"), and a
    /// dead-letter queue.
    static List<String> everyQueueGivesItsFunctionTime(Template template) {
        var broken = new ArrayList<String>();
        Function.all(template)
                .forEach(f -> f.events("SQS").values().forEach(source -> {
                    String id = named(source.get("Queue"));
                    Map<String, Object> queue = template.properties(id);
                    int visibility = Integer.parseInt(text(queue.getOrDefault("VisibilityTimeout", "30")));
                    require(broken, id, "hidden for six times " + f.timeout() + " s", visibility >= 6 * f.timeout());
                    require(broken, id, "backed by a dead-letter queue", queue.containsKey("RedrivePolicy"));
                    require(
                            broken,
                            f.logicalId(),
                            "able to fail one message",
                            listOf(source.get("FunctionResponseTypes")).contains("ReportBatchItemFailures"));
                }));
        return broken;
    }

    /// Without bounds, EventBridge tries for a day.
    static List<String> everyEventIsTriedAgainWithinBounds(Template template) {
        return Function.all(template).stream()
                .flatMap(f -> Stream.of("EventBridgeRule", "Schedule")
                        .flatMap(type -> f.events(type).entrySet().stream())
                        .filter(event -> !isBounded(event.getValue()))
                        .map(event -> f.logicalId() + event.getKey() + " tries for ever"))
                .toList();
    }

    /// An event is kept, unlike the tick of a schedule, whose next one does the same.
    static List<String> everyEventRuleKeepsWhatItCannotDeliver(Template template) {
        var broken = new ArrayList<String>();
        Function.all(template)
                .forEach(f -> f.events("EventBridgeRule").forEach((name, event) -> {
                    String rule = f.logicalId() + name;
                    String queue = named(map(event.getOrDefault("DeadLetterConfig", Map.of()))
                            .get("Arn"));
                    boolean isThere = template.ofType(QUEUE).containsKey(queue);
                    require(broken, rule, "backed by a dead-letter queue", isThere);
                    boolean isLetIn = Statement.ofPolicies(template, "AWS::SQS::QueuePolicy", "PolicyDocument").stream()
                            .anyMatch(s -> s.allows()
                                    && s.services().contains("events.amazonaws.com")
                                    && s.actions().contains("sqs:SendMessage")
                                    && s.resources().contains(arn(queue))
                                    && s.isFrom(arn(rule)));
                    require(broken, rule, "let into its dead-letter queue", isLetIn);
                }));
        return broken;
    }

    private static boolean isBounded(Map<String, Object> event) {
        return event.get("RetryPolicy") instanceof Map<?, ?> policy
                && policy.containsKey("MaximumRetryAttempts")
                && policy.containsKey("MaximumEventAgeInSeconds");
    }

    /// EventBridge does not wait for a function, so Lambda keeps what the function could not do. What a tick of a
    /// schedule could not do, the next one does.
    static List<String> whatNobodyWaitsForIsNotLost(Template template) {
        var broken = new ArrayList<String>();
        Function.all(template).forEach(f -> {
            Map<String, Object> settings = map(f.properties().getOrDefault("EventInvokeConfig", Map.of()));
            if (!f.events("EventBridgeRule").isEmpty()) {
                String queue = onFailure(settings);
                require(
                        broken,
                        f.logicalId(),
                        "backed by a queue",
                        template.ofType(QUEUE).containsKey(queue));
                boolean maySend = Statement.ofRoles(template).stream()
                        .anyMatch(s -> s.owner().equals(f.name() + "Role")
                                && s.actions().contains("sqs:SendMessage")
                                && s.resources().contains(arn(queue)));
                require(broken, f.logicalId(), "allowed to send to that queue", maySend);
            } else if (!f.events("Schedule").isEmpty()) {
                require(
                        broken,
                        f.logicalId(),
                        "left to the next tick",
                        "0".equals(settings.get("MaximumRetryAttempts")));
            }
        });
        return broken;
    }

    /// The queue for what a function could not do; empty when there is none.
    static String onFailure(Map<String, Object> settings) {
        Map<String, Object> destinations = map(settings.getOrDefault("DestinationConfig", Map.of()));
        return named(map(destinations.getOrDefault("OnFailure", Map.of())).get("Destination"));
    }

    static List<String> everyStateMachineIsTracedAndLogsNoData(Template template) {
        var broken = new ArrayList<String>();
        template.ofType(MACHINE).forEach((id, machine) -> {
            Map<String, Object> logging = map(machine.getOrDefault("Logging", Map.of()));
            String group = id.replaceAll("StateMachine$", "") + "LogGroup";
            require(broken, id, "STANDARD", "STANDARD".equals(machine.get("Type")));
            require(broken, id, "traced", Map.of("Enabled", "true").equals(machine.get("Tracing")));
            require(broken, id, "logged", Set.of("ERROR", "ALL").contains(text(logging.get("Level"))));
            require(broken, id, "silent about data", "false".equals(logging.get("IncludeExecutionData")));
            require(
                    broken,
                    id,
                    "logged to " + group,
                    text(logging.get("Destinations")).contains(group + ".Arn"));
        });
        return broken;
    }
}
