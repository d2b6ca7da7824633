package dev.millrace.audit.batches;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.base.identity.ObjectId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The attributes of the items of batches; their names and forms are fixed (docs/decisions/0003).
final class DynamoBatchItem {
    static final String BEGAN = "began";
    static final String ENDED = "ended";
    static final String COMMITTED = "committed";
    static final String UNDO = "batches";
    static final String GIVEN_UP = "givenUp";

    /// The first batch of a dataset has the next number. Batches of releases without a counter had their due
    /// time as a fence, of 14 digits: theirs are smaller than any of these.
    private static final long NO_FENCE = 100_000_000_000_000L;
    private static final String DATASET_NAME = "datasetName";
    private static final String CADENCE = "cadence";
    private static final String BATCH = "batch";
    private static final String PAGE = "page";
    private static final String FILES = "files";
    private static final String COUNTS = "counts";

    /// Counts of earlier releases have no such number.
    private static final String LEFT = "left";

    private DynamoBatchItem() {}

    static Map<String, AttributeValue> name(BatchRef ref) {
        return Map.of(DATASET_NAME, text(ref.dataset()), CADENCE, text(ref.cadence()), BATCH, text(ref.batch()));
    }

    static Condition is(BatchRef ref) {
        return new Condition.Is(BATCH, text(ref.batch()));
    }

    static BatchRef ref(Map<String, AttributeValue> item) {
        return new BatchRef(
                Attributes.required(item, DATASET_NAME).s(),
                Attributes.required(item, CADENCE).s(),
                Attributes.required(item, BATCH).s());
    }

    static Map<String, AttributeValue> begun(BatchRef ref, String executionArn, long fence, Instant now) {
        var item = new HashMap<>(name(ref));
        item.put(Attributes.STATE, text(BatchState.RUNNING.name()));
        item.put(Attributes.EXECUTION_ARN, text(executionArn));
        item.put(BEGAN, text(Attributes.time(now)));
        item.putAll(fence(fence));
        return item;
    }

    static Map<String, AttributeValue> fence(long fence) {
        return Map.of(Attributes.FENCE, number(fence));
    }

    /// The fence of a dataset's latest batch.
    ///
    /// @param counter its item; empty when there was no batch yet
    static long latestFence(Map<String, AttributeValue> counter) {
        return counter.isEmpty()
                ? NO_FENCE
                : Long.parseLong(Attributes.required(counter, Attributes.FENCE).n());
    }

    private static long fenceOf(Map<String, AttributeValue> item) {
        AttributeValue fence = item.get(Attributes.FENCE);
        return Long.parseLong(fence == null ? ref(item).batch().replaceAll("[TZ]", "") : fence.n());
    }

    static Batch batch(Map<String, AttributeValue> item) {
        return new Batch(
                ref(item),
                BatchState.valueOf(Attributes.required(item, Attributes.STATE).s()),
                Attributes.required(item, Attributes.EXECUTION_ARN).s(),
                Instant.parse(Attributes.required(item, BEGAN).s()),
                item.containsKey(ENDED) ? Instant.parse(item.get(ENDED).s()) : null,
                item.containsKey(COMMITTED),
                readCounts(item),
                item.containsKey(Attributes.REASON)
                        ? item.get(Attributes.REASON).s()
                        : null,
                fenceOf(item));
    }

    static Map<String, AttributeValue> of(BatchPage page) {
        return Map.of(
                PAGE,
                number(page.number()),
                FILES,
                AttributeValue.fromL(
                        page.files().stream().map(oid -> text(oid.hex())).toList()));
    }

    static BatchPage page(Map<String, AttributeValue> item) {
        return new BatchPage(
                Integer.parseInt(Attributes.required(item, PAGE).n()),
                Attributes.required(item, FILES).l().stream()
                        .map(oid -> new ObjectId(oid.s()))
                        .toList(),
                item.containsKey(COUNTS),
                readCounts(item));
    }

    static Map<String, AttributeValue> counts(BatchCounts counts) {
        return Map.of(
                COUNTS,
                AttributeValue.fromM(Map.of(
                        "files",
                        number(counts.files()),
                        "ingested",
                        number(counts.ingested()),
                        "rejected",
                        number(counts.rejected()),
                        "held",
                        number(counts.held()),
                        "failed",
                        number(counts.failed()),
                        LEFT,
                        number(counts.left()),
                        "rows",
                        number(counts.rows()))));
    }

    private static BatchCounts readCounts(Map<String, AttributeValue> item) {
        AttributeValue counts = item.get(COUNTS);
        return counts == null
                ? BatchCounts.NONE
                : new BatchCounts(
                        count(counts, "files"),
                        count(counts, "ingested"),
                        count(counts, "rejected"),
                        count(counts, "held"),
                        count(counts, "failed"),
                        counts.m().containsKey(LEFT) ? count(counts, LEFT) : 0,
                        count(counts, "rows"));
    }

    private static long count(AttributeValue counts, String name) {
        return Long.parseLong(Attributes.required(counts.m(), name).n());
    }
}
