package dev.millrace.checks;

import static dev.millrace.checks.Intrinsics.followsProtection;
import static dev.millrace.checks.Intrinsics.isKey;
import static dev.millrace.checks.Intrinsics.ref;
import static dev.millrace.checks.Intrinsics.require;
import static dev.millrace.checks.Intrinsics.text;
import static dev.millrace.checks.Statement.listOf;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// How data is kept: buckets, queues, topics, tables, logs; each rule gives what breaks it, in words.
final class PlaceRules {
    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String QUEUE = "AWS::SQS::Queue";
    private static final String TOPIC = "AWS::SNS::Topic";
    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String LOG_GROUP = "AWS::Logs::LogGroup";

    private PlaceRules() {}

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

    /// The access logs of the bucket that holds the access logs would grow by themselves.
    static List<String> everyBucketButThatOfTheLogsIsLogged(Template template) {
        return template.ofType(BUCKET).entrySet().stream()
                .filter(e -> !e.getKey().equals("LogsBucket"))
                .filter(e -> !(e.getValue().get("LoggingConfiguration") instanceof Map<?, ?> logging)
                        || !ref("LogsBucket").equals(logging.get("DestinationBucketName")))
                .map(e -> "nobody sees who reads " + e.getKey())
                .toList();
    }

    static List<String> whatIsLeftOverEnds(Template template) {
        var broken = new ArrayList<String>();
        template.ofType(BUCKET).forEach((id, bucket) -> {
            require(
                    broken,
                    id,
                    "free of unfinished uploads",
                    rules(bucket).stream().anyMatch(r -> isOn(r) && r.containsKey("AbortIncompleteMultipartUpload")));
            require(
                    broken,
                    id,
                    "free of old versions",
                    id.equals("LandingBucket")
                            || rules(bucket).stream()
                                    .anyMatch(r -> isOn(r) && r.containsKey("NoncurrentVersionExpiration")));
        });
        return broken;
    }

    /// A noncurrent version in the landing bucket may be one that is still to be ingested.
    static List<String> theLandingBucketForgetsNothing(Template template) {
        return rules(template.properties("LandingBucket")).stream()
                .flatMap(rule -> rule.keySet().stream())
                .filter(word -> word.contains("Expir"))
                .map(word -> "LandingBucket loses versions by " + word)
                .toList();
    }

    private static List<Map<String, Object>> rules(Map<String, Object> bucket) {
        Map<String, Object> lifecycle = map(bucket.getOrDefault("LifecycleConfiguration", Map.of()));
        return listOf(lifecycle.get("Rules")).stream().map(Template::map).toList();
    }

    private static boolean isOn(Map<String, Object> rule) {
        return "Enabled".equals(rule.get("Status"));
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

    /// All from the first deploy.
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
                .filter(e -> Set.of(BUCKET, TABLE, "AWS::KMS::Key", "AWS::Glue::Database")
                        .contains(text(map(e.getValue()).get("Type"))))
                .filter(e -> !"RetainExceptOnCreate".equals(map(e.getValue()).get("DeletionPolicy"))
                        || !"Retain".equals(map(e.getValue()).get("UpdateReplacePolicy")))
                .map(e -> e.getKey() + " is deleted with the stack")
                .toList();
    }

    static List<String> whatKnowsDeletionProtectionHasIt(Template template) {
        return Stream.of(TABLE, LOG_GROUP)
                .flatMap(type -> template.ofType(type).entrySet().stream())
                .filter(e -> !followsProtection(e.getValue().get("DeletionProtectionEnabled")))
                .map(e -> e.getKey() + " can be deleted by mistake")
                .toList();
    }
}
