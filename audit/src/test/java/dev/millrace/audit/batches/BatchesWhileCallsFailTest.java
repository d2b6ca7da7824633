package dev.millrace.audit.batches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditFixture;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.FaultMode;
import dev.millrace.testing.aws.FaultyHttp;
import dev.millrace.testing.aws.InMemoryAws;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Each method with each of its calls failing, before or after it was carried out; then it is asked for again.
class BatchesWhileCallsFailTest {
    private static final BatchRef BATCH = BatchRef.at("airports", "daily", Instant.parse("2026-11-21T02:00:00Z"));
    private static final BatchRef BEFORE = BatchRef.at("airports", "daily", Instant.parse("2026-11-20T02:00:00Z"));
    private static final BatchCounts COUNTS = new BatchCounts(2, 1, 0, 0, 1, 10);
    private static final List<ObjectId> FILES = List.of(
            AuditFixture.version("a.csv").id(), AuditFixture.version("b.csv").id());
    private static final Consumer<Batches> BEGUN = batches -> {
        batches.begin(BEFORE, "arn");
        batches.mayChangeTable(BEFORE);
        batches.close(BEFORE, BatchState.FAILED, COUNTS, "why");
        batches.begin(BATCH, "arn");
    };

    /// @param before brings the batches where it is called
    record Method(String name, Consumer<Batches> before, Function<Batches, Object> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Method> methods() {
        return Stream.of(
                new Method("begin", batches -> {}, batches -> batches.begin(BATCH, "arn")),
                new Method("write", BEGUN, batches -> batches.write(BATCH, 1, FILES)),
                new Method("mark", BEGUN.andThen(batches -> batches.write(BATCH, 1, FILES)), batches -> {
                    batches.mark(BATCH, 1, COUNTS);
                    return batches.pages(BATCH);
                }),
                new Method("mayChangeTable", BEGUN, batches -> batches.mayChangeTable(BATCH)),
                new Method("commit", BEGUN, batches -> {
                    batches.commit(BATCH);
                    return batches.find(BATCH);
                }),
                new Method("give up", BEGUN, batches -> batches.giveUp(BATCH)),
                new Method("undone", BEGUN, batches -> {
                    batches.undone(BEFORE);
                    return batches.toUndo(BATCH.dataset());
                }),
                new Method("close well", BEGUN, batches -> batches.close(BATCH, BatchState.SUCCEEDED, COUNTS, "")),
                new Method("close badly", BEGUN, batches -> batches.close(BATCH, BatchState.FAILED, COUNTS, "why")),
                new Method("told", BEGUN, batches -> {
                    batches.told(BEFORE);
                    return batches.owed();
                }));
    }

    /// @param answer of the method
    /// @param items the table's after it
    /// @param calls how many calls there were
    record Outcome(Object answer, Set<Map<String, AttributeValue>> items, int calls) {}

    @ParameterizedTest
    @MethodSource("methods")
    void comeToTheSameEnd(Method method) {
        Outcome well = outcome(method, null);

        assertThat(well.calls()).isPositive();
        for (FaultMode mode : List.of(FaultMode.BEFORE, FaultMode.AFTER)) {
            for (int call = 1; call <= well.calls(); call++) {
                Outcome disturbed = outcome(method, new FaultyHttp.Fault(call, mode, 1));

                String what = "call %d fails %s".formatted(call, mode);
                assertThat(disturbed.answer()).as(what).isEqualTo(well.answer());
                assertThat(disturbed.items()).as(what).isEqualTo(well.items());
            }
        }
    }

    private static Outcome outcome(Method method, FaultyHttp.@Nullable Fault fault) {
        var clock = new SettableClock();
        try (var aws = new InMemoryAws(clock);
                DynamoDbClient direct = aws.client(DynamoDbClient.builder())) {
            var way = new FaultyHttp(aws, clock);
            method.before().accept(new DynamoBatches(direct, aws.auditTable(), clock));
            DynamoDbClient once = InMemoryAws.client(
                    DynamoDbClient.builder().overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())),
                    way);
            if (fault != null) {
                way.arm(fault);
            }
            Object answer = answer(method, new DynamoBatches(once, aws.auditTable(), clock));
            int calls = way.calls().size();
            if (fault != null) {
                way.requireFired();
            }
            return new Outcome(
                    answer,
                    Set.copyOf(direct.scan(s -> s.tableName(aws.auditTable())).items()),
                    calls);
        }
    }

    private static Object answer(Method method, Batches batches) {
        try {
            return method.call().apply(batches);
        } catch (SdkException lost) {
            return method.call().apply(batches);
        }
    }
}
