package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.json.Json;
import dev.millrace.cli.files.ReportReader;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.flow.contracts.ContractStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;

/// What the person on duty does, from the command to the rows.
@ExtendWith(TestCloud.Extension.class)
class OnDutyIT {
    private static final Pattern ID = Pattern.compile("id ([0-9a-f]{64})");

    private static final String HEADER = "till,cents\n";

    private final TestCloud cloud;

    OnDutyIT(TestCloud cloud) {
        this.cloud = cloud;
    }

    @BeforeAll
    static void apply(TestCloud cloud) {
        apply(cloud, contract("duty_sales", "integer", 1_000_000));
    }

    @AfterAll
    static void theTablesHoldWhatIsRecorded(TestCloud cloud) {
        cloud.verify("duty_sales", "duty_prices", "duty_levels", "duty_broken", "duty_retired", "duty_again");
    }

    @Test
    void aHeldFileThatIsReleasedIsIngested() {
        cloud.awaitEnd(cloud.put("duty_sales/one.csv", HEADER + "7,100\n"));
        ObjectVersion copy = cloud.put("duty_sales/same as one.csv", HEADER + "7,100\n");
        assertThat(cloud.awaitEnd(copy).state()).isEqualTo(AuditState.HELD);
        assertThat(cloud.run("show", copy.key()).out())
                .contains("./millrace release " + copy.id(), "./millrace dismiss " + copy.id());

        TestCloud.Run release = cloud.run("release", copy.key(), "--wait", "--timeout", "180s");

        assertThat(release.status()).as(release.err()).isEqualTo(Exit.OK);
        assertThat(release.out()).contains("Released", "INGESTED");
        assertThat(rowsOf("duty_sales", copy)).isEqualTo("1");
        assertThat(record(copy).history())
                .anySatisfy(move -> assertThat(move.by()).startsWith("millrace release by "));
    }

    @Test
    void aHeldFileThatIsDismissedIsIgnored() {
        cloud.awaitEnd(cloud.put("duty_sales/two.csv", HEADER + "7,200\n"));
        ObjectVersion copy = cloud.put("duty_sales/same as two.csv", HEADER + "7,200\n");
        assertThat(cloud.awaitEnd(copy).state()).isEqualTo(AuditState.HELD);

        String[] many = {
            "dismiss", "--dataset", "duty_sales", "--state", "held", "--since", "1h", "--rule", "sales/TWO.csv"
        };
        TestCloud.Run dryRun = cloud.run(with(many, "--dry-run"));
        assertThat(dryRun.out()).contains("Would be dismissed: " + copy).hasLineCount(1);
        assertThat(record(copy).state()).isEqualTo(AuditState.HELD);
        TestCloud.Run dismiss = cloud.run(with(many, "--reason", "The till sent it twice"));

        assertThat(dismiss.status()).as(dismiss.err()).isEqualTo(Exit.OK);
        assertThat(dismiss.err()).contains("1 dismissed.");
        assertThat(record(copy).state()).isEqualTo(AuditState.IGNORED);
        assertThat(record(copy).reason()).isEqualTo("The till sent it twice");
        TestCloud.Run again = cloud.run("dismiss", copy.id().hex());
        assertThat(again.status()).isEqualTo(Exit.FAILURE);
        assertThat(again.err()).contains("is IGNORED, and only HELD or FAILED objects can be dismissed");
    }

    @Test
    void aRetiredDatasetHoldsItsFilesUntilItIsBroughtBack() {
        String contract = contract("duty_retired", "integer", 1_000);
        apply(cloud, contract);
        assertThat(cloud.run("contract", "retire", "duty_retired").out())
                .contains("duty_retired 1.0.0 is retired since");
        assertThat(cloud.run("contract", "ls").out()).containsPattern("duty_retired +1.0.0 +retired");
        ObjectVersion file = cloud.put("duty_retired/late.csv", HEADER + "7,1\n");
        assertThat(cloud.awaitEnd(file).reason()).contains("The dataset duty_retired is retired");
        assertThat(cloud.run("release", file.key()).err()).contains("would be HELD again");

        apply(cloud, contract);
        TestCloud.Run release = cloud.run("release", file.key(), "--wait", "--timeout", "180s");

        assertThat(release.status()).as(release.err()).isEqualTo(Exit.OK);
        assertThat(rowsOf("duty_retired", file)).isEqualTo("1");
    }

    @Test
    void anIngestedFileIsIngestedAgainUnderTheContractInForce() {
        apply(cloud, contract("duty_again", "integer", 1_000));
        ObjectVersion file = cloud.put("duty_again/a.csv", HEADER + "7,500\n8,501\n");
        assertThat(cloud.awaitEnd(file).state()).isEqualTo(AuditState.INGESTED);
        apply(cloud, contract("duty_again", "integer", 2_000));

        TestCloud.Run reingest = cloud.run("reingest", file.key(), "--wait", "--timeout", "180s");

        assertThat(reingest.status()).as(reingest.err()).isEqualTo(Exit.OK);
        AuditRecord replaced = record(file);
        assertThat(replaced.state()).isEqualTo(AuditState.SUPERSEDED);
        var again = new ObjectVersion(
                file.bucket(),
                file.key(),
                Objects.requireNonNull(replaced.course().releasedAs()));
        assertThat(record(again).state()).isEqualTo(AuditState.INGESTED);
        assertThat(rowsOf("duty_again", again)).isEqualTo("2");
        assertThat(rowsOf("duty_again", file)).isEqualTo("0");
        assertThat(cloud.run("reingest", file.id().hex()).err())
                .contains("only INGESTED objects can be ingested again");
        staysAsItIsWhenItsContractRefusesIt(again);
    }

    private void staysAsItIsWhenItsContractRefusesIt(ObjectVersion file) {
        apply(cloud, contract("duty_again", "integer", 100));

        TestCloud.Run refused = cloud.run("reingest", file.id().hex(), "--wait", "--timeout", "180s");

        assertThat(refused.status()).as(refused.err()).isEqualTo(Exit.REJECTED);
        assertThat(record(file).state()).isEqualTo(AuditState.INGESTED);
        assertThat(rowsOf("duty_again", file)).isEqualTo("2");
        assertThat(cloud.run("show", file.id().hex()).out()).contains("Ingested again as");
    }

    @Test
    void aRejectedFileIsReleasedOnceItsContractIsMended() throws IOException {
        apply(cloud, contract("duty_prices", "integer", 10));
        ObjectVersion file = cloud.put("duty_prices/high.csv", HEADER + "7,11\n");
        assertThat(cloud.awaitEnd(file).state()).isEqualTo(AuditState.REJECTED);
        apply(cloud, contract("duty_prices", "integer", 100));

        String[] many = {"release", "--dataset", "duty_prices", "--state", "rejected", "--since", "1h"};
        assertThat(cloud.run(with(many, "--dry-run", "--rule", "no such rule")).err())
                .contains("0 would be released");
        TestCloud.Run release = cloud.run(with(many, "--wait", "--timeout", "180s", "--rule", ruleOf(file)));

        assertThat(release.status()).as(release.err()).isEqualTo(Exit.OK);
        AuditRecord rejected = record(file);
        var released = new ObjectVersion(
                file.bucket(),
                file.key(),
                Objects.requireNonNull(rejected.course().releasedAs()));
        assertThat(release.out()).contains("./millrace show '%s#%s'".formatted(file.key(), released.versionId()));
        assertThat(record(released).state()).isEqualTo(AuditState.INGESTED);
        assertThat(record(released).course().linkedTo()).isEqualTo(file.id().hex());
        assertThat(rowsOf("duty_prices", released)).isEqualTo("1");
        assertThat(cloud.run("show", file.id().hex()).out()).contains("Released as", released.versionId());
        isNotReleasedTwice(file, released);
        isInTheFailedBucketStill(rejected);
        historyTellsOf(rejected, record(released));
    }

    private String ruleOf(ObjectVersion rejected) {
        return new ReportReader(cloud.stack())
                .of(record(rejected))
                .orElseThrow()
                .counts()
                .getFirst()
                .rule();
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private void isNotReleasedTwice(ObjectVersion file, ObjectVersion released) {
        TestCloud.Run again = cloud.run("release", file.id().hex());
        assertThat(again.status()).as(again.err()).isEqualTo(Exit.OK);
        assertThat(again.out()).contains("released before", released.versionId());
        assertThat(cloud.stack()
                        .s3()
                        .listObjectVersions(l -> l.bucket(file.bucket()).prefix(file.key()))
                        .versions())
                .hasSize(1);
    }

    private void isInTheFailedBucketStill(AuditRecord rejected) {
        assertThat(cloud.stack()
                        .s3()
                        .getObjectAsBytes(g ->
                                g.bucket(cloud.stack().output("FailedBucket")).key(rejected.failedKey()))
                        .asUtf8String())
                .isEqualTo(HEADER + "7,11\n");
    }

    private void historyTellsOf(AuditRecord rejected, AuditRecord released) throws IOException {
        String key = rejected.version().key();
        List<String> lines = cloud.run("history", key, "--json").out().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode first = Json.MAPPER.readTree(lines.getFirst());
        JsonNode second = Json.MAPPER.readTree(lines.getLast());
        assertThat(first.path("state").asText()).isEqualTo("REJECTED");
        assertThat(first.path("releasedAs").asText())
                .isEqualTo(released.version().versionId());
        assertThat(second.path("state").asText()).isEqualTo("INGESTED");
        assertThat(second.path("linkedTo").asText()).isEqualTo(rejected.oid().hex());
        assertThat(second.path("order").asText())
                .isGreaterThan(first.path("order").asText());
        assertThat(cloud.run("history", key).out())
                .contains(
                        "1 of 2  " + rejected.version(), "2 of 2  " + released.version(), "attempt 1", "Validate File");
    }

    @Test
    void historyShowsTheVersionsOfAKeyInUploadOrder() {
        ObjectVersion first = cloud.put("duty_sales/grows.csv", HEADER + "1,301\n");
        cloud.awaitEnd(first);
        ObjectVersion second = cloud.put("duty_sales/grows.csv", HEADER + "1,301\n2,302\n");
        cloud.awaitEnd(second);

        assertThat(cloud.run("history", first.id().hex()).out())
                .containsSubsequence("1 of 2  " + first, "INGESTED", "2 of 2  " + second, "INGESTED");
    }

    /// A contract that is in force, but whose text somebody has deleted, makes files fail.
    @Test
    void aReplayStartsWhatItsDryRunListsAndNothingElse() {
        apply(cloud, contract("duty_levels", "integer", 1_000));
        assertThat(cloud.awaitEnd(cloud.put("duty_levels/first.csv", HEADER + "1,1\n"))
                        .state())
                .isEqualTo(AuditState.INGESTED);
        apply(cloud, contract("duty_levels", "integer", 2_000));
        Runnable restore = deleteTextOfContract("duty_levels");
        List<ObjectVersion> files = List.of(
                cloud.put("duty_levels/second.csv", HEADER + "2,2\n"),
                cloud.put("duty_levels/third.csv", HEADER + "3,3\n"));
        assertThat(cloud.awaitEnd(files)).extracting(AuditRecord::state).containsOnly(AuditState.FAILED);

        TestCloud.Run dryRun = replay("--dry-run");
        assertThat(dryRun.err()).contains("2 would be started again");
        assertThat(cloud.awaitEnd(files)).extracting(AuditRecord::state).containsOnly(AuditState.FAILED);
        restore.run();
        TestCloud.Run replay = replay("--wait", "--timeout", "180s");

        assertThat(replay.status()).as(replay.err()).isEqualTo(Exit.OK);
        assertThat(ids(replay))
                .isEqualTo(ids(dryRun))
                .containsExactlyInAnyOrderElementsOf(
                        files.stream().map(file -> file.id().hex()).toList());
        assertThat(cloud.awaitEnd(files)).extracting(AuditRecord::state).containsOnly(AuditState.INGESTED);
        assertThat(cloud.executions(files.getFirst())).hasSize(2);
        assertThat(replay("--dry-run").err()).contains("0 would be started again");
    }

    /// @return what puts it back
    private Runnable deleteTextOfContract(String dataset) {
        ContractStore contracts = cloud.stack().contracts();
        ContractPin pin = contracts.current().of(dataset).orElseThrow().pin();
        byte[] text = contracts.text(pin);
        String bucket = cloud.stack().output("ContractsBucket");
        String key = contracts.place(pin).substring("s3://".length() + bucket.length() + 1);
        cloud.stack().s3().deleteObject(d -> d.bucket(bucket).key(key));
        return () -> cloud.stack().s3().putObject(p -> p.bucket(bucket).key(key), RequestBody.fromBytes(text));
    }

    private TestCloud.Run replay(String... options) {
        return cloud.run(with(new String[] {"replay", "--dataset", "duty_levels", "--since", "1h"}, options));
    }

    private static List<String> ids(TestCloud.Run run) {
        return ID.matcher(run.out()).results().map(id -> id.group(1)).toList();
    }

    @Test
    void onlyAFailedFileIsReplayed() {
        ObjectVersion file = cloud.put("duty_sales/fine.csv", HEADER + "7,400\n");
        cloud.awaitEnd(file);

        TestCloud.Run replay = cloud.run("replay", file.key());

        assertThat(replay.status()).isEqualTo(Exit.FAILURE);
        assertThat(replay.err()).contains("is INGESTED, and only FAILED objects can be replayed");
        assertThat(cloud.executions(file)).hasSize(1);
    }

    @Test
    void deadLettersAreMovedBackAndAnObjectIsStillBegunOnce() {
        ObjectVersion file = cloud.put("duty_sales/told again.csv", HEADER + "7,500\n");
        cloud.awaitEnd(file);
        send(event(file));
        send("garbage 4711");

        TestCloud.Run first = cloud.run("redrive", "--dry-run");
        TestCloud.Run second = cloud.run("redrive", "--dry-run");
        TestCloud.Run redrive = cloud.run("redrive");

        assertThat(first.out()).contains(file.toString(), "no event of S3: it is no JSON: garbage 4711");
        assertThat(second.out()).contains(file.toString(), "garbage 4711");
        assertThat(redrive.status()).as(redrive.err()).isEqualTo(Exit.OK);
        assertThat(redrive.out()).contains("Moved", file.toString(), "garbage 4711");
        assertThat(cloud.run("redrive", "--dry-run").out()).doesNotContain(file.toString());
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(cloud.run("logs", "start-ingestion", "--since", "1h")
                                .out())
                        .contains("The message is no S3 event: it is no JSON"));
        assertThat(cloud.executions(file)).hasSize(1);
    }

    @Test
    void aSweepGoesToItsEndAndSaysWhatItFound() throws IOException {
        cloud.awaitEnd(cloud.put("duty_sales/swept.csv", HEADER + "7,600\n"));

        TestCloud.Run sweep = cloud.run("sweep", "--grace", "1h", "--json");

        assertThat(sweep.status()).as(sweep.err()).isEqualTo(Exit.OK);
        assertThat(Json.MAPPER.readTree(sweep.out()).path("listed").asLong()).isPositive();
    }

    @Test
    @Tag("H095")
    void anItemThatSomebodyBrokeIsToldOfAndTheOthersAreListed() {
        apply(cloud, contract("duty_broken", "integer", 1_000));
        ObjectVersion whole = cloud.put("duty_broken/whole.csv", HEADER + "7,700\n");
        ObjectVersion broken = cloud.put("duty_broken/broken.csv", HEADER + "7,701\n");
        AuditRecord record = cloud.awaitEnd(List.of(whole, broken)).getLast();
        AttributeValue size = AttributeValue.fromN(Long.toString(record.size()));
        setSize(record, AttributeValue.fromS("big"));

        TestCloud.Run ls = cloud.run("ls", "--dataset", "duty_broken");
        TestCloud.Run show = cloud.run("show", broken.id().hex());
        setSize(record, size);

        assertThat(ls.status()).isEqualTo(Exit.OK);
        assertThat(ls.out()).contains("whole.csv").doesNotContain("broken.csv");
        assertThat(ls.err()).contains("broken.csv", "cannot be read");
        assertThat(show.status()).isEqualTo(Exit.FAILURE);
        assertThat(show.err()).contains("broken.csv", "cannot be read").doesNotContain("should not happen");
        assertThat(cloud.run("ls", "--dataset", "duty_broken").out()).contains("broken.csv");
    }

    private void setSize(AuditRecord record, AttributeValue size) {
        cloud.access()
                .client(DynamoDbClient.builder())
                .updateItem(u -> u.tableName(cloud.stack().output("AuditTable"))
                        .key(Map.of(
                                "dataset",
                                AttributeValue.fromS(record.key().dataset()),
                                "object",
                                AttributeValue.fromS(record.key().object())))
                        .updateExpression("SET #s = :s")
                        .expressionAttributeNames(Map.of("#s", "size"))
                        .expressionAttributeValues(Map.of(":s", size)));
    }

    private void send(String body) {
        String queue = cloud.stack().output("IngestionDeadLetterQueue");
        cloud.access()
                .client(SqsClient.builder())
                .sendMessage(s -> s.queueUrl(queue).messageBody(body));
    }

    private static String event(ObjectVersion object) {
        ObjectNode s3 = Json.MAPPER.createObjectNode();
        s3.putObject("bucket").put("name", object.bucket());
        s3.putObject("object").put("key", object.key().replace(' ', '+')).put("versionId", object.versionId());
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putArray("Records")
                .addObject()
                .put("eventVersion", "2.1")
                .put("eventName", "ObjectCreated:Put")
                .put("eventTime", Instant.now().toString())
                .set("s3", s3);
        return body.toString();
    }

    private AuditRecord record(ObjectVersion object) {
        return cloud.record(object).orElseThrow();
    }

    private String rowsOf(String table, ObjectVersion object) {
        return Objects.requireNonNull(
                cloud.query("SELECT count(*) FROM %s WHERE _oid = '%s'".formatted(table, object.id()))
                        .rows()
                        .getFirst()
                        .getFirst());
    }

    @Test
    void verifyFindsNothingWhereRowsAreThoseOfTheRecords() throws IOException {
        cloud.awaitEnd(cloud.put("duty_sales/verified.csv", HEADER + "3,1099\n"));

        TestCloud.Run verify = cloud.run("verify", "--dataset", "duty_sales", "--grace", "0s", "--json");

        assertThat(verify.status()).as(verify.out() + verify.err()).isEqualTo(Exit.OK);
        assertThat(Json.MAPPER.readTree(verify.out()).path("checked").asLong()).isPositive();
        assertThat(Json.MAPPER.readTree(verify.out()).path("violations").size()).isZero();
        assertThat(cloud.run("verify", "--dataset", "nobodys").err()).contains("No contract is in force");
    }

    /// A file that somebody puts below a partition, where a query reads it.
    @Test
    void verifyFindsWhatNoRecordStandsFor() {
        apply(cloud, contract("duty_foreign", "integer", 1_000));
        ObjectVersion file = cloud.put("duty_foreign/whole.csv", HEADER + "7,700\n");
        cloud.awaitEnd(file);
        String lake = cloud.stack().output("LakeBucket");
        String key = cloud.stack().s3().listObjectsV2(l -> l.bucket(lake).prefix("duty_foreign/")).contents().stream()
                .map(S3Object::key)
                .findFirst()
                .orElseThrow();
        String foreign = key.replace(file.id().hex(), "ab".repeat(32));
        cloud.stack()
                .s3()
                .copyObject(c -> c.sourceBucket(lake)
                        .sourceKey(key)
                        .destinationBucket(lake)
                        .destinationKey(foreign));

        TestCloud.Run verify = cloud.run("verify", "--dataset", "duty_foreign", "--grace", "0s");
        cloud.stack().s3().deleteObject(d -> d.bucket(lake).key(foreign));

        assertThat(verify.status()).isEqualTo(Exit.VIOLATIONS);
        assertThat(verify.out()).contains("no record knows", file.id().hex(), "It has 2 rows, 1 are recorded");
        cloud.verify("duty_foreign");
    }

    private static void apply(TestCloud cloud, String contract) {
        cloud.apply(contract.getBytes(StandardCharsets.UTF_8));
    }

    /// A contract of files `<dataset>/*.csv`, of which the same bytes under two names are held.
    private static String contract(String dataset, String type, int maximum) {
        return """
                apiVersion: v3.1.0
                kind: DataContract
                id: urn:millrace:test:%1$s
                version: 1.0.0
                status: active
                schema:
                  - name: %1$s
                    properties:
                      - name: till
                        logicalType: integer
                      - name: cents
                        logicalType: %2$s
                        logicalTypeOptions: {maximum: %3$d}
                team:
                  name: Duty
                support:
                  - channel: duty
                    url: mailto:duty@example.org
                customProperties:
                  - property: millrace.keyPattern
                    value: %1$s/*.csv
                  - property: millrace.onNewVersion
                    value: append
                """.formatted(dataset, type, maximum);
    }
}
