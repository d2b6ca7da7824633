package dev.millrace.checks;

import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Template;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The template keeps its promises, and each rule finds a template that does not.
class TemplateTest {
    private static final Template TEMPLATE = Template.read();

    /// A change that must break a rule.
    interface Change {
        void accept(Template broken);
    }

    /// A rule, and changes that must break it.
    record Rule(String name, java.util.function.Function<Template, List<String>> check, List<Change> breaks) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rule> rules() {
        return Stream.concat(rulesAboutRights(), rulesAboutPlaces());
    }

    private static Stream<Rule> rulesAboutRights() {
        return Stream.of(
                rule(
                        "eachFunctionHasARoleOfItsOwn",
                        TemplateRules::eachFunctionHasARoleOfItsOwn,
                        t -> t.properties("LoadFileFunction").put("Role", Map.of("!GetAtt", "ValidateFileRole.Arn")),
                        t -> t.properties("LoadFileFunction").remove("Role"),
                        t -> t.properties("LoadFileFunction").put("Policies", "AdministratorAccess"),
                        t -> t.resources().remove("LoadFileRole"),
                        t -> t.properties("IngestFileStateMachine").remove("Role"),
                        t -> t.properties("LoadFileRole").put("ManagedPolicyArns", List.of("arn:x"))),
                rule(
                        "noRoleMayDoEverything",
                        TemplateRules::noRoleMayDoEverything,
                        t -> statement(t, "LoadFileRole").put("Action", "*"),
                        t -> statement(t, "LoadFileRole").put("Action", List.of("s3:GetObject", "s3:*")),
                        t -> statement(t, "LoadFileRole").put("Action", "s3:Get*"),
                        t -> statement(t, "LoadFileRole").put("NotAction", "s3:GetObject")),
                rule(
                        "everyResourceIsNamed",
                        TemplateRules::everyResourceIsNamed,
                        t -> statement(t, "LoadFileRole").put("Resource", "*"),
                        t -> statement(t, "LoadFileRole").put("Resource", List.of("arn:x", "*")),
                        t -> statement(t, "LoadFileRole").remove("Resource")),
                rule(
                        "theKeyAdmitsNamedServicesOnly",
                        TemplateRules::theKeyAdmitsNamedServicesOnly,
                        t -> keyStatement(t).put("Principal", "*"),
                        t -> keyStatement(t).put("Principal", Map.of("AWS", "*")),
                        t -> keyStatement(t).remove("Condition"),
                        t -> keyStatement(t).put("Action", "kms:*"),
                        t -> t.properties("Key").remove("EnableKeyRotation")),
                rule(
                        "noVariableLooksLikeASecret",
                        TemplateRules::noVariableLooksLikeASecret,
                        t -> variables(t).put("DB_PASSWORD", "x"),
                        t -> variables(t).put("apiKey", "x"),
                        t -> map(map(t.functionGlobals().get("Environment")).get("Variables"))
                                .put("GIT_TOKEN", "x")),
                rule(
                        "eachFunctionIsCalledByItsAlias",
                        TemplateRules::eachFunctionIsCalledByItsAlias,
                        t -> t.functionGlobals().remove("AutoPublishAlias"),
                        t -> t.properties("LoadFileFunction").put("AutoPublishAlias", "")),
                rule(
                        "eachFunctionLogsToAGroupOfItsOwn",
                        TemplateRules::eachFunctionLogsToAGroupOfItsOwn,
                        t -> t.properties("LoadFileFunction").remove("LoggingConfig"),
                        t -> t.properties("LoadFileLogGroup").remove("RetentionInDays"),
                        t -> t.properties("IngestFileLogGroup").remove("KmsKeyId"),
                        t -> t.resources().remove("LoadFileLogGroup")));
    }

    private static Stream<Rule> rulesAboutPlaces() {
        return Stream.of(
                rule(
                        "everyBucketIsClosed",
                        TemplateRules::everyBucketIsClosed,
                        t -> t.properties("LakeBucket").remove("VersioningConfiguration"),
                        t -> t.properties("LakeBucket").remove("BucketEncryption"),
                        t -> map(t.properties("LakeBucket").get("PublicAccessBlockConfiguration"))
                                .put("BlockPublicAcls", "false"),
                        t -> t.properties("LakeBucket").remove("OwnershipControls"),
                        t -> t.resources().remove("LakeBucketPolicy"),
                        t -> tls(t, "LakeBucketPolicy").put("Effect", "Allow"),
                        t -> tls(t, "LakeBucketPolicy").put("Resource", Map.of("!GetAtt", "LakeBucket.Arn")),
                        t -> tls(t, "LakeBucketPolicy").put("Action", "s3:GetObject"),
                        t -> tls(t, "LakeBucketPolicy").remove("Condition")),
                rule(
                        "everyBucketIsEncryptedWithTheKeyButThatOfTheLogs",
                        TemplateRules::everyBucketIsEncryptedWithTheKeyButThatOfTheLogs,
                        t -> t.properties("LakeBucket")
                                .put(
                                        "BucketEncryption",
                                        t.properties("LogsBucket").get("BucketEncryption"))),
                rule(
                        "everyQueueIsClosed",
                        TemplateRules::everyQueueIsClosed,
                        t -> t.properties("IngestionQueue").remove("KmsMasterKeyId"),
                        t -> t.resources().remove("IngestionDeadLetterQueuePolicy"),
                        t -> tls(t, "IngestionDeadLetterQueuePolicy").put("Resource", "*")),
                rule(
                        "everyQueueGivesItsFunctionTime",
                        TemplateRules::everyQueueGivesItsFunctionTime,
                        t -> t.properties("IngestionQueue").put("VisibilityTimeout", "359"),
                        t -> t.properties("IngestionQueue").remove("VisibilityTimeout"),
                        t -> t.properties("IngestionQueue").remove("RedrivePolicy"),
                        t -> t.properties("StartIngestionFunction").put("Timeout", "61"),
                        t -> map(map(map(t.properties("StartIngestionFunction").get("Events"))
                                                .get("Uploads"))
                                        .get("Properties"))
                                .remove("FunctionResponseTypes")),
                rule(
                        "everyDeadLetterQueueHasAnAlarm",
                        TemplateRules::everyDeadLetterQueueHasAnAlarm,
                        t -> t.resources().remove("DeadLetterAlarm"),
                        t -> t.properties("DeadLetterAlarm").remove("AlarmActions"),
                        t -> t.properties("DeadLetterAlarm").put("Threshold", "10")),
                rule(
                        "everyStateMachineHasAnAlarm",
                        TemplateRules::everyStateMachineHasAnAlarm,
                        t -> t.resources().remove("FailedExecutionsAlarm"),
                        t -> t.properties("FailedExecutionsAlarm").put("MetricName", "ExecutionsStarted")),
                rule(
                        "everyTopicIsClosed",
                        TemplateRules::everyTopicIsClosed,
                        t -> t.properties("NoticesTopic").remove("KmsMasterKeyId"),
                        t -> t.resources().remove("NoticesTopicPolicy"),
                        t -> tls(t, "NoticesTopicPolicy").put("Principal", Map.of("AWS", "arn:x"))),
                rule(
                        "everyTableIsSafe",
                        TemplateRules::everyTableIsSafe,
                        t -> t.properties("AuditTable").remove("PointInTimeRecoverySpecification"),
                        t -> map(t.properties("AuditTable").get("SSESpecification"))
                                .remove("KMSMasterKeyId")),
                rule(
                        "theAuditTableHasItsIndexes",
                        TemplateRules::theAuditTableHasItsIndexes,
                        t -> list(t.properties("AuditTable").get("GlobalSecondaryIndexes"))
                                .removeLast(),
                        t -> map(list(t.properties("AuditTable").get("GlobalSecondaryIndexes"))
                                        .getFirst())
                                .put("IndexName", "x")),
                rule(
                        "whatHoldsDataOutlivesTheStack",
                        TemplateRules::whatHoldsDataOutlivesTheStack,
                        t -> map(t.resources().get("LakeBucket")).remove("DeletionPolicy"),
                        t -> map(t.resources().get("AuditTable")).put("DeletionPolicy", "Delete"),
                        t -> map(t.resources().get("Key")).remove("UpdateReplacePolicy")),
                rule(
                        "everyStateMachineIsTracedAndLogsNoData",
                        TemplateRules::everyStateMachineIsTracedAndLogsNoData,
                        t -> t.properties("IngestFileStateMachine").put("Type", "EXPRESS"),
                        t -> t.properties("IngestFileStateMachine").remove("Logging"),
                        t -> t.properties("IngestFileStateMachine").remove("Tracing"),
                        t -> map(t.properties("IngestFileStateMachine").get("Logging"))
                                .put("IncludeExecutionData", "true")));
    }

    private static Rule rule(String name, java.util.function.Function<Template, List<String>> check, Change... breaks) {
        return new Rule(name, check, List.of(breaks));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void keepsTheRule(Rule rule) {
        assertThat(rule.check().apply(TEMPLATE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleFindsWhatBreaksIt(Rule rule) {
        assertThat(rule.breaks()).isNotEmpty().allSatisfy(change -> {
            Template broken = TEMPLATE.copy();
            change.accept(broken);
            assertThat(rule.check().apply(broken)).isNotEmpty();
        });
    }

    @Test
    void everyRuleIsTriedHere() {
        var tried = new HashMap<String, Rule>();
        rules().forEach(rule -> tried.put(rule.name(), rule));

        assertThat(Stream.of(TemplateRules.class.getDeclaredMethods())
                        .filter(m -> m.getReturnType() == List.class && !m.isSynthetic())
                        .map(Method::getName))
                .containsExactlyInAnyOrderElementsOf(tried.keySet());
    }

    private static Map<String, Object> statement(Template template, String role) {
        Object policy = list(template.properties(role).get("Policies")).getFirst();
        return map(list(map(map(policy).get("PolicyDocument")).get("Statement")).getFirst());
    }

    /// The statement of a service.
    private static Map<String, Object> keyStatement(Template template) {
        return map(list(map(template.properties("Key").get("KeyPolicy")).get("Statement"))
                .get(1));
    }

    /// The last statement of a resource's policy.
    private static Map<String, Object> tls(Template template, String policy) {
        return map(list(map(template.properties(policy).get("PolicyDocument")).get("Statement"))
                .getLast());
    }

    private static Map<String, Object> variables(Template template) {
        return map(
                map(template.properties("LoadFileFunction").get("Environment")).get("Variables"));
    }
}
