package dev.millrace.checks;

import static dev.millrace.checks.Statement.listOf;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the template promises; each rule gives what breaks it, in words.
final class TemplateRules {
    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String QUEUE = "AWS::SQS::Queue";
    private static final String TOPIC = "AWS::SNS::Topic";
    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String MACHINE = "AWS::Serverless::StateMachine";

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

    private TemplateRules() {}

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
                .filter(s -> !WITHOUT_RESOURCE.containsAll(s.actions()))
                .map(s -> s.owner() + " may do " + s.actions() + " to everything")
                .toList();
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

    static List<String> everyBucketIsClosed(Template template) {
        var broken = new ArrayList<String>();
        Object closed = Map.of(
                "BlockPublicAcls", "true",
                "BlockPublicPolicy", "true",
                "IgnorePublicAcls", "true",
                "RestrictPublicBuckets", "true");
        Object owned = Map.of("Rules", List.of(Map.of("ObjectOwnership", "BucketOwnerEnforced")));
        template.ofType(BUCKET).forEach((id, bucket) -> {
            require(broken, id, "versioned", Map.of("Status", "Enabled").equals(bucket.get("VersioningConfiguration")));
            require(broken, id, "encrypted", bucket.containsKey("BucketEncryption"));
            require(broken, id, "never public", closed.equals(bucket.get("PublicAccessBlockConfiguration")));
            require(broken, id, "the owner's alone", owned.equals(bucket.get("OwnershipControls")));
            boolean tls = Statement.ofPolicies(template, "AWS::S3::BucketPolicy", "PolicyDocument").stream()
                    .filter(s -> Map.of("!Ref", id)
                            .equals(template.properties(s.owner()).get("Bucket")))
                    .anyMatch(s -> s.refusesPlainHttp("s3:*")
                            && s.resources()
                                    .containsAll(List.of(
                                            Map.of("!GetAtt", id + ".Arn"), Map.of("!Sub", "${" + id + ".Arn}/*"))));
            require(broken, id, "reached over TLS only", tls);
        });
        return broken;
    }

    /// S3 cannot deliver access logs into a bucket that is encrypted with a key of KMS, so that one bucket has S3's
    /// own.
    static List<String> everyBucketIsEncryptedWithTheKeyButThatOfTheLogs(Template template) {
        return template.ofType(BUCKET).entrySet().stream()
                .filter(e -> !e.getKey().equals("LogsBucket"))
                .filter(e -> !text(e.getValue().get("BucketEncryption")).contains("KMSMasterKeyID={!GetAtt=Key.Arn}"))
                .map(e -> e.getKey() + " is not encrypted with the key")
                .toList();
    }

    static List<String> everyQueueIsClosed(Template template) {
        var broken = new ArrayList<String>();
        template.ofType(QUEUE).forEach((id, queue) -> {
            require(broken, id, "encrypted with the key", isKey(queue.get("KmsMasterKeyId")));
            boolean tls = Statement.ofPolicies(template, "AWS::SQS::QueuePolicy", "PolicyDocument").stream()
                    .filter(s ->
                            listOf(template.properties(s.owner()).get("Queues")).contains(Map.of("!Ref", id)))
                    .anyMatch(
                            s -> s.refusesPlainHttp("sqs:*") && s.resources().contains(Map.of("!GetAtt", id + ".Arn")));
            require(broken, id, "reached over TLS only", tls);
        });
        return broken;
    }

    /// Six times the function's timeout, as Lambda's documentation asks ("Using Lambda with Amazon SQS"), and a
    /// dead-letter queue.
    static List<String> everyQueueGivesItsFunctionTime(Template template) {
        var broken = new ArrayList<String>();
        Function.all(template).forEach(f -> {
            Object events = f.properties().getOrDefault("Events", Map.of());
            map(events).values().stream()
                    .map(Template::map)
                    .filter(e -> "SQS".equals(e.get("Type")))
                    .forEach(e -> {
                        Map<String, Object> source = map(e.get("Properties"));
                        String id =
                                text(map(source.get("Queue")).get("!GetAtt")).replace(".Arn", "");
                        Map<String, Object> queue = template.properties(id);
                        int visibility = Integer.parseInt(text(queue.getOrDefault("VisibilityTimeout", "30")));
                        require(
                                broken,
                                id,
                                "hidden for six times " + f.timeout() + " s",
                                visibility >= 6 * f.timeout());
                        require(broken, id, "backed by a dead-letter queue", queue.containsKey("RedrivePolicy"));
                        Object responses = source.get("FunctionResponseTypes");
                        require(
                                broken,
                                f.logicalId(),
                                "able to fail one message",
                                listOf(responses).contains("ReportBatchItemFailures"));
                    });
        });
        return broken;
    }

    static List<String> everyDeadLetterQueueHasAnAlarm(Template template) {
        return template.ofType(QUEUE).values().stream()
                .filter(queue -> queue.containsKey("RedrivePolicy"))
                .map(queue -> text(map(map(queue.get("RedrivePolicy")).get("deadLetterTargetArn"))
                                .get("!GetAtt"))
                        .replace(".Arn", ""))
                .filter(id -> template.ofType("AWS::CloudWatch::Alarm").values().stream()
                        .noneMatch(alarm -> rings(alarm)
                                && "ApproximateNumberOfMessagesVisible".equals(alarm.get("MetricName"))
                                && text(alarm.get("Dimensions")).contains(id + ".QueueName")))
                .map(id -> "nobody hears of messages in " + id)
                .toList();
    }

    static List<String> everyStateMachineHasAnAlarm(Template template) {
        return template.ofType(MACHINE).keySet().stream()
                .filter(id -> template.ofType("AWS::CloudWatch::Alarm").values().stream()
                        .noneMatch(alarm -> rings(alarm)
                                && "ExecutionsFailed".equals(alarm.get("MetricName"))
                                && text(alarm.get("Dimensions")).contains("!Ref=" + id)))
                .map(id -> "nobody hears of failed executions of " + id)
                .toList();
    }

    private static boolean rings(Map<String, Object> alarm) {
        return !listOf(alarm.get("AlarmActions")).isEmpty() && "0".equals(alarm.get("Threshold"));
    }

    static List<String> everyTopicIsClosed(Template template) {
        var broken = new ArrayList<String>();
        template.ofType(TOPIC).forEach((id, topic) -> {
            require(broken, id, "encrypted with the key", isKey(topic.get("KmsMasterKeyId")));
            boolean tls = Statement.ofPolicies(template, "AWS::SNS::TopicPolicy", "PolicyDocument").stream()
                    .filter(s ->
                            listOf(template.properties(s.owner()).get("Topics")).contains(Map.of("!Ref", id)))
                    .anyMatch(s ->
                            s.refusesPlainHttp("sns:Publish") && s.resources().contains(Map.of("!Ref", id)));
            require(broken, id, "reached over TLS only", tls);
        });
        return broken;
    }

    static List<String> everyTableIsSafe(Template template) {
        var broken = new ArrayList<String>();
        template.ofType(TABLE).forEach((id, table) -> {
            Object recovery = table.get("PointInTimeRecoverySpecification");
            require(
                    broken,
                    id,
                    "recoverable",
                    Map.of("PointInTimeRecoveryEnabled", "true").equals(recovery));
            Object encrypted =
                    Map.of("SSEEnabled", "true", "SSEType", "KMS", "KMSMasterKeyId", Map.of("!GetAtt", "Key.Arn"));
            require(broken, id, "encrypted with the key", encrypted.equals(table.get("SSESpecification")));
        });
        return broken;
    }

    /// DESIGN.md, section 4, rule 5: all from the first deploy.
    static List<String> theAuditTableHasItsIndexes(Template template) {
        var broken = new ArrayList<String>();
        List<Object> indexes = listOf(template.properties("AuditTable").get("GlobalSecondaryIndexes"));
        Map.of("by-state", "stateShard", "by-dataset", "datasetState", "by-day", "dayShard")
                .forEach((name, partition) -> {
                    List<?> keys = List.of(
                            Map.of("AttributeName", partition, "KeyType", "HASH"),
                            Map.of("AttributeName", "time", "KeyType", "RANGE"));
                    require(
                            broken,
                            "AuditTable",
                            "indexed " + name,
                            indexes.stream()
                                    .map(Template::map)
                                    .anyMatch(i -> name.equals(i.get("IndexName")) && keys.equals(i.get("KeySchema"))));
                });
        return broken;
    }

    static List<String> whatHoldsDataOutlivesTheStack(Template template) {
        return template.resources().entrySet().stream()
                .filter(e -> Set.of(BUCKET, TABLE, "AWS::KMS::Key")
                        .contains(text(map(e.getValue()).get("Type"))))
                .filter(e -> !"RetainExceptOnCreate".equals(map(e.getValue()).get("DeletionPolicy"))
                        || !"Retain".equals(map(e.getValue()).get("UpdateReplacePolicy")))
                .map(e -> e.getKey() + " is deleted with the stack")
                .toList();
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

    /// DESIGN.md, section 4, rule 12.
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

    private static void require(List<String> broken, String id, String what, boolean holds) {
        if (!holds) {
            broken.add(id + " is not " + what);
        }
    }

    private static boolean isKey(@Nullable Object value) {
        return Map.of("!GetAtt", "Key.Arn").equals(value)
                || Map.of("!Ref", "Key").equals(value);
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
