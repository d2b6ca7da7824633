package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.terminal.Exit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// Many files at once, whose events are delivered several times, out of order, or never.
@ExtendWith(TestCloud.Extension.class)
class ManyFilesIT {
    private static final int FILES = 500;
    private static final long SEED = 20_261_121;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: urn:millrace:test:many
            version: 1.0.0
            status: active
            schema:
              - name: many
                properties:
                  - {name: file, logicalType: integer, required: true}
                  - {name: line, logicalType: integer, required: true}
                  - {name: what, logicalType: string}
            customProperties:
              - {property: millrace.keyPattern, value: many/*.csv}
              - {property: millrace.onNewVersion, value: append}
            """;

    private final TestCloud cloud;
    private final Random random = new Random(SEED);

    ManyFilesIT(TestCloud cloud) {
        this.cloud = cloud;
    }

    /// Of 500 files of 10 to 100 KB, 5 % of the events are dropped and the others delivered one to three times.
    @Test
    void eachOfFiveHundredFilesIsIngestedOnceHoweverItsEventsCome() throws Exception {
        cloud.apply(CONTRACT.getBytes(StandardCharsets.UTF_8));
        List<ObjectVersion> files = withoutNotifications(this::upload);
        List<ObjectVersion> told = files.subList(FILES / 20, FILES);
        deliver(told);
        assertThat(awaitEnds(told)).containsExactly(AuditState.INGESTED);
        List<ObjectVersion> lost = files.subList(0, FILES / 20);
        assertThat(lost).allSatisfy(file -> assertThat(cloud.record(file)).isEmpty());

        TestCloud.Run sweep = cloud.run("sweep", "--grace", "0s");

        assertThat(sweep.status()).as(sweep.err()).isEqualTo(Exit.OK);
        assertThat(awaitEnds(files)).containsExactly(AuditState.INGESTED);
        assertEachHasOneExecutionThatMatters(files);
        assertEveryRowIsThereOnce();
        cloud.verify("many");
    }

    /// Some by some, since each look at a file is a request.
    private Set<AuditState> awaitEnds(List<ObjectVersion> files) {
        var states = EnumSet.noneOf(AuditState.class);
        for (int from = 0; from < files.size(); from += 10) {
            cloud.awaitEnd(files.subList(from, Math.min(from + 10, files.size())), PATIENCE)
                    .forEach(record -> states.add(record.state()));
        }
        return states;
    }

    private void assertEachHasOneExecutionThatMatters(List<ObjectVersion> files) {
        Set<ObjectId> oids = files.stream().map(ObjectVersion::id).collect(Collectors.toSet());
        List<ObjectId> succeeded = cloud.executions().stream()
                .filter(execution -> execution.status() == ExecutionStatus.SUCCEEDED)
                .flatMap(execution -> ObjectId.ofExecution(execution.name()).stream())
                .filter(oids::contains)
                .toList();
        assertThat(succeeded).hasSize(FILES).containsExactlyInAnyOrderElementsOf(oids);
    }

    private void assertEveryRowIsThereOnce() {
        long expected = IntStream.range(0, FILES).mapToLong(ManyFilesIT::rows).sum();
        TestCloud.Run query = cloud.run(
                "query",
                "--json",
                "SELECT count(*) AS n, count(DISTINCT (file * 1000000 + line)) AS d, count(DISTINCT file) AS f FROM many");
        assertThat(query.out().strip())
                .isEqualTo("{\"n\":\"%d\",\"d\":\"%d\",\"f\":\"%d\"}".formatted(expected, expected, FILES));
    }

    /// Uploads while the bucket tells nobody, so that this test alone decides which events come.
    private List<ObjectVersion> withoutNotifications(Callable<List<ObjectVersion>> upload) throws Exception {
        String bucket = cloud.stack().output("LandingBucket");
        S3Client s3 = cloud.stack().s3();
        var before = s3.getBucketNotificationConfiguration(g -> g.bucket(bucket));
        s3.putBucketNotificationConfiguration(p -> p.bucket(bucket)
                .notificationConfiguration(NotificationConfiguration.builder().build()));
        try {
            return upload.call();
        } finally {
            s3.putBucketNotificationConfiguration(p -> p.bucket(bucket)
                    .notificationConfiguration(c -> c.queueConfigurations(before.queueConfigurations())));
        }
    }

    private List<ObjectVersion> upload() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var uploads = new ArrayList<Callable<ObjectVersion>>();
            for (int file = 0; file < FILES; file++) {
                String key = "many/%03d.csv".formatted(file);
                String content = content(file);
                uploads.add(() -> cloud.put(key, content));
            }
            var versions = new ArrayList<ObjectVersion>();
            for (var upload : threads.invokeAll(uploads)) {
                versions.add(upload.get());
            }
            return versions;
        }
    }

    private static int rows(int file) {
        return 230 + file * 3;
    }

    private static String content(int file) {
        return IntStream.range(0, rows(file))
                .mapToObj(line -> "%d,%d,%s\n".formatted(file, line, "a row of some length with the number " + line))
                .collect(Collectors.joining("", "file,line,what\n", ""));
    }

    /// One to three times each, in any order, one to three records a message.
    private void deliver(List<ObjectVersion> files) {
        var records = new ArrayList<String>();
        files.forEach(file -> {
            int times = 1 + random.nextInt(3);
            records.addAll(Collections.nCopies(times, record(file)));
        });
        Collections.shuffle(records, random);
        var bodies = new ArrayList<String>();
        while (!records.isEmpty()) {
            List<String> some = records.subList(0, Math.min(1 + random.nextInt(3), records.size()));
            bodies.add("{\"Records\":[" + String.join(",", some) + "]}");
            some.clear();
        }
        send(bodies);
    }

    private void send(List<String> bodies) {
        SqsClient sqs = cloud.access().client(SqsClient.builder());
        String queue = cloud.stack().output("IngestionQueue");
        for (int from = 0; from < bodies.size(); from += 10) {
            List<String> batch = bodies.subList(from, Math.min(from + 10, bodies.size()));
            sqs.sendMessageBatch(s -> s.queueUrl(queue)
                    .entries(IntStream.range(0, batch.size())
                            .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                                    .id("m" + i)
                                    .messageBody(batch.get(i))
                                    .build())
                            .toList()));
        }
    }

    private static String record(ObjectVersion file) {
        return """
                {"eventVersion":"2.1","eventSource":"aws:s3","eventTime":"%s","eventName":"ObjectCreated:Put",
                 "s3":{"bucket":{"name":"%s"},"object":{"key":"%s","versionId":"%s","sequencer":"00%s"}}}""".formatted(Instant.now(), file.bucket(), file.key(), file.versionId(), "55AED6DCD90281E5");
    }
}
