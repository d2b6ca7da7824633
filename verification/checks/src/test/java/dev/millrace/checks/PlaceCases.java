package dev.millrace.checks;

import static dev.millrace.checks.TemplateRule.at;
import static dev.millrace.checks.TemplateRule.rule;
import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The rules about how data is kept, and what breaks them.
final class PlaceCases {
    private PlaceCases() {}

    static Stream<TemplateRule> rules() {
        return Stream.of(
                rule(
                        "everyBucketIsClosed",
                        PlaceRules::everyBucketIsClosed,
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
                        PlaceRules::everyBucketIsEncryptedWithTheKeyButThatOfTheLogs,
                        t -> t.properties("LakeBucket")
                                .put(
                                        "BucketEncryption",
                                        t.properties("LogsBucket").get("BucketEncryption"))),
                rule(
                        "everyBucketButThatOfTheLogsIsLogged",
                        PlaceRules::everyBucketButThatOfTheLogsIsLogged,
                        t -> t.properties("LandingBucket").remove("LoggingConfiguration"),
                        t -> at(t, "LakeBucket", "LoggingConfiguration")
                                .put("DestinationBucketName", Map.of("!Ref", "LakeBucket"))),
                rule(
                        "whatIsLeftOverEnds",
                        PlaceRules::whatIsLeftOverEnds,
                        t -> t.properties("FailedBucket").remove("LifecycleConfiguration"),
                        t -> at(t, "LandingBucket", "LifecycleConfiguration", "Rules", 0)
                                .put("Status", "Disabled"),
                        t -> at(t, "LakeBucket", "LifecycleConfiguration", "Rules", 1)
                                .remove("NoncurrentVersionExpiration")),
                rule(
                        "theLandingBucketForgetsNothing",
                        PlaceRules::theLandingBucketForgetsNothing,
                        t -> at(t, "LandingBucket", "LifecycleConfiguration", "Rules", 0)
                                .put("ExpirationInDays", "30"),
                        t -> t.properties("LandingBucket")
                                .put(
                                        "LifecycleConfiguration",
                                        t.properties("LakeBucket").get("LifecycleConfiguration"))),
                rule(
                        "everyQueueIsClosed",
                        PlaceRules::everyQueueIsClosed,
                        t -> t.properties("IngestionQueue").remove("KmsMasterKeyId"),
                        t -> t.resources().remove("IngestionDeadLetterQueuePolicy"),
                        t -> tls(t, "IngestionDeadLetterQueuePolicy").put("Resource", "*")),
                rule(
                        "everyTopicIsClosed",
                        PlaceRules::everyTopicIsClosed,
                        t -> t.properties("NoticesTopic").remove("KmsMasterKeyId"),
                        t -> t.resources().remove("NoticesTopicPolicy"),
                        t -> tls(t, "NoticesTopicPolicy").put("Principal", Map.of("AWS", "arn:x"))),
                rule(
                        "everyTableIsSafe",
                        PlaceRules::everyTableIsSafe,
                        t -> t.properties("AuditTable").remove("PointInTimeRecoverySpecification"),
                        t -> map(t.properties("AuditTable").get("SSESpecification"))
                                .remove("KMSMasterKeyId")),
                rule(
                        "theAuditTableHasItsIndexes",
                        PlaceRules::theAuditTableHasItsIndexes,
                        t -> list(t.properties("AuditTable").get("GlobalSecondaryIndexes"))
                                .removeLast(),
                        t -> map(list(t.properties("AuditTable").get("GlobalSecondaryIndexes"))
                                        .getFirst())
                                .put("IndexName", "x")),
                rule(
                        "whatHoldsDataOutlivesTheStack",
                        PlaceRules::whatHoldsDataOutlivesTheStack,
                        t -> map(t.resources().get("LakeBucket")).remove("DeletionPolicy"),
                        t -> map(t.resources().get("AuditTable")).put("DeletionPolicy", "Delete"),
                        t -> map(t.resources().get("Key")).remove("UpdateReplacePolicy"),
                        t -> map(t.resources().get("Catalog")).remove("DeletionPolicy")),
                rule(
                        "whatKnowsDeletionProtectionHasIt",
                        PlaceRules::whatKnowsDeletionProtectionHasIt,
                        t -> t.properties("AuditTable").remove("DeletionProtectionEnabled"),
                        t -> t.properties("AuditTable").put("DeletionProtectionEnabled", "false"),
                        t -> t.properties("SweepLogGroup")
                                .put(
                                        "DeletionProtectionEnabled",
                                        Map.of("!If", List.of("InAccount", "true", "false")))));
    }

    /// The last statement of a resource's policy.
    private static Map<String, Object> tls(Template template, String policy) {
        return map(list(at(template, policy, "PolicyDocument").get("Statement")).getLast());
    }
}
