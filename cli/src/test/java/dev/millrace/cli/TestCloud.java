package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.files.Uploader;
import dev.millrace.cli.lake.QueriedRows;
import dev.millrace.cli.lake.QueryEngine;
import dev.millrace.cli.stack.AuditView;
import dev.millrace.cli.stack.FunctionName;
import dev.millrace.cli.stack.Functions;
import dev.millrace.cli.stack.Outcomes;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Answer;
import dev.millrace.flow.contracts.ApplyResult;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.verification.Verified;
import dev.millrace.local.Access;
import dev.millrace.local.Checkout;
import dev.millrace.local.Home;
import dev.millrace.local.cloud.Deployment;
import dev.millrace.local.cloud.LocalCloud;
import dev.millrace.local.cloud.NoticeQueue;
import dev.millrace.local.cloud.SentNotice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/// A local cloud with the checkout deployed in it, for tests: one a JVM, with a home and a port of its own, stopped
/// at the end. A test class asks for it by `@ExtendWith(TestCloud.Extension.class)` and a parameter of this type.
/// Tests share it, so they use keys of their own.
final class TestCloud implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Checkout checkout = Checkout.find();
    private final Home home = checkout.home();
    private final LocalCloud cloud = new LocalCloud(home, checkout.toolbox());
    private final Access access;
    private final Deployment deployment;
    private final Stack stack;

    private TestCloud() {
        access = cloud.start(null, what -> {});
        // So that a file of a megabyte is big.
        deployment = new Deployment(checkout, home, access, Map.of("MaxLambdaMegabytes", "1"));
        deployment.runBatches(what -> {});
        deployment.update(what -> {});
        stack = Stack.on(access);
    }

    /// Gives tests the JVM's cloud.
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestCloud.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            // A process that takes classes from a queue runs each by itself, but all in one session.
            return context.getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(TestCloud.class, type -> new TestCloud(), TestCloud.class);
        }
    }

    /// What a command wrote and how it ended.
    record Run(int status, String out, String err) {}

    Stack stack() {
        return stack;
    }

    Access access() {
        return access;
    }

    /// What deploys the checkout into it, with the parameters of these tests.
    Deployment deployment() {
        return deployment;
    }

    Checkout checkout() {
        return checkout;
    }

    Home home() {
        return home;
    }

    /// Runs a command line on this cloud, such as `run("ls", "--json")`.
    Run run(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), words);
        return new Run(status, out.toString(), err.toString());
    }

    /// Puts a contract in force.
    ApplyResult apply(byte[] contract) {
        return stack.contracts().apply(contract);
    }

    /// Puts an object into the landing bucket.
    ObjectVersion put(String key, byte[] content) {
        String bucket = stack.output("LandingBucket");
        String version = stack.s3()
                .putObject(p -> p.bucket(bucket).key(key), RequestBody.fromBytes(content))
                .versionId();
        return new ObjectVersion(bucket, key, version);
    }

    /// The same in parts, as most tools upload what is larger than 8 MB: S3 then has no checksum of the whole.
    ///
    /// @param partSize bytes of each part but the last, 5 MiB at least
    ObjectVersion putInParts(String key, byte[] content, int partSize) {
        String bucket = stack.output("LandingBucket");
        String upload = stack.s3()
                .createMultipartUpload(c -> c.bucket(bucket).key(key).checksumAlgorithm(ChecksumAlgorithm.CRC32))
                .uploadId();
        var parts = new ArrayList<CompletedPart>();
        for (int from = 0; from < content.length; from += partSize) {
            byte[] part = Arrays.copyOfRange(content, from, Math.min(from + partSize, content.length));
            int number = parts.size() + 1;
            UploadPartResponse answer = stack.s3()
                    .uploadPart(
                            u -> u.bucket(bucket)
                                    .key(key)
                                    .uploadId(upload)
                                    .partNumber(number)
                                    .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                            RequestBody.fromBytes(part));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(answer.eTag())
                    .checksumCRC32(answer.checksumCRC32())
                    .build());
        }
        String version = stack.s3()
                .completeMultipartUpload(
                        c -> c.bucket(bucket).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)))
                .versionId();
        return new ObjectVersion(bucket, key, version);
    }

    /// The same with text, in UTF-8.
    ObjectVersion put(String key, String content) {
        return put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    /// The same with a file.
    ObjectVersion put(String key, Path file) {
        return new Uploader(stack).put(file, key);
    }

    /// Waits until nothing more happens to an object by itself.
    ///
    /// @return its record, whatever its state then is
    AuditRecord awaitEnd(ObjectVersion object) {
        return awaitEnd(List.of(object)).getFirst();
    }

    /// The same for several objects, in their order.
    List<AuditRecord> awaitEnd(List<ObjectVersion> objects) {
        return awaitEnd(objects, PATIENCE);
    }

    /// The same for as long as one says.
    List<AuditRecord> awaitEnd(List<ObjectVersion> objects, Duration patience) {
        var outcomes = new Outcomes(new AuditView(stack), record -> {});
        if (!outcomes.await(objects, patience)) {
            throw new AssertionError(
                    "Not all came to an end in %s: %s. Logs: %s".formatted(patience, outcomes.records(), cloud.log()));
        }
        return objects.stream().map(object -> record(object).orElseThrow()).toList();
    }

    /// Waits until nothing is owed to the owners of an object, which is a moment after its end: they were told, or the
    /// object was counted in an incident that another one, maybe another test's, has begun.
    void awaitToldOrCounted(ObjectVersion object) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> record(object).orElseThrow().course().owed() == null);
    }

    /// The record of an object.
    Optional<AuditRecord> record(ObjectVersion object) {
        return new AuditView(stack).byId(object.id());
    }

    /// Runs SQL over the lake, as the command query does.
    Answer query(String sql) {
        return QueryEngine.of(stack).run(sql);
    }

    /// Holds the tables of datasets against their records, as the command verify does, and leaves out nothing for
    /// being young. To be called when all that a test has begun is at its end.
    void verify(String... datasets) {
        List<ContractRef> contracts = stack.contracts().current().contracts();
        for (String dataset : datasets) {
            ContractRef contract = contracts.stream()
                    .filter(ref -> ref.pin().dataset().equals(dataset))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No contract is in force for " + dataset));
            Verified verified = stack.verification(problem -> {}, new QueriedRows(QueryEngine.of(stack)))
                    .of(contract, Duration.ZERO);
            if (!verified.violations().isEmpty()) {
                throw new AssertionError(
                        "The table of %s does not hold what is recorded: %s".formatted(dataset, verified.violations()));
            }
        }
    }

    /// Invokes a function, such as `validate-file`.
    JsonNode invoke(String function, JsonNode event) {
        return new Functions(stack, System.out::println).invoke(FunctionName.of(function), event);
    }

    /// The notices about an object that were published so far, oldest first.
    List<SentNotice> noticesAbout(ObjectVersion object) {
        return NoticeQueue.read(access).stream()
                .filter(notice -> notice.message().contains(object.id().hex())
                        || notice.message().contains(object.versionId()))
                .toList();
    }

    /// The same, once there is one.
    List<SentNotice> awaitNoticesAbout(ObjectVersion object) {
        return Awaitility.await().atMost(PATIENCE).until(() -> noticesAbout(object), notices -> !notices.isEmpty());
    }

    /// The executions of `ingest-file`.
    List<ExecutionListItem> executions() {
        String machine = stack.output("IngestFileStateMachine");
        return sfn().listExecutionsPaginator(l -> l.stateMachineArn(machine)).executions().stream()
                .toList();
    }

    /// Those for an object, newest first.
    List<ExecutionListItem> executions(ObjectVersion object) {
        return executions().stream()
                .filter(execution -> execution.name().contains(object.id().hex()))
                .toList();
    }

    /// What happened in an execution, oldest first.
    List<HistoryEvent> history(String executionArn) {
        return sfn().getExecutionHistoryPaginator(g -> g.executionArn(executionArn)).events().stream()
                .toList();
    }

    SfnClient sfn() {
        return access.client(SfnClient.builder());
    }

    @Override
    public void close() {
        cloud.stop();
    }
}
