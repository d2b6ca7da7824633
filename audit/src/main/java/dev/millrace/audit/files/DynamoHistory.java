package dev.millrace.audit.files;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.Write;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Keeps a record's history from filling its item, which DynamoDB lets have 400 KB: the first moves stay, and the last
/// ones; the last of those in between says how many before it are left out.
final class DynamoHistory {
    /// A history larger than this is trimmed, to less than half of it, so that this is rare.
    private static final int MOST_BYTES = 80_000;

    private static final int TRIMMED_BYTES = 36_000;
    private static final int FIRST = 5;

    /// So many of the last moves stay, however large: who replays looks at the last failures.
    private static final int LAST = 16;

    /// What an entry takes beside its texts.
    private static final int ENTRY_BYTES = 100;

    private static final String LEFT_OUT = "leftOut";
    private static final String NOTE = "note";

    private DynamoHistory() {}

    /// The update that trims an item's history, while it is as it was read; empty when that is not due.
    static Optional<Write.Update> trimmed(Map<String, AttributeValue> item) {
        AttributeValue whole = item.get(Attributes.HISTORY);
        if (whole == null || bytes(whole.l()) <= MOST_BYTES || whole.l().size() <= FIRST + LAST + 1) {
            return Optional.empty();
        }
        var key = new ItemKey(
                Attributes.required(item, Attributes.DATASET).s(),
                Attributes.required(item, Attributes.OBJECT).s());
        return Optional.of(new Write.Update(key)
                .when(new Condition.Is(Attributes.HISTORY, whole))
                .set(Attributes.HISTORY, AttributeValue.fromL(trimmed(whole.l()))));
    }

    private static List<AttributeValue> trimmed(List<AttributeValue> entries) {
        int from = entries.size() - LAST;
        long bytes = bytes(entries.subList(from, entries.size()));
        while (from > FIRST + 1 && bytes + bytes(entries.get(from - 1)) <= TRIMMED_BYTES) {
            from--;
            bytes += bytes(entries.get(from));
        }
        List<AttributeValue> between = entries.subList(FIRST, from);
        var kept = new ArrayList<>(entries.subList(0, FIRST));
        kept.add(lastOf(between));
        kept.addAll(entries.subList(from, entries.size()));
        return kept;
    }

    /// The last of some entries, in place of all of them.
    private static AttributeValue lastOf(List<AttributeValue> entries) {
        long leftOut = entries.size() - 1L;
        for (AttributeValue entry : entries) {
            AttributeValue before = entry.m().get(LEFT_OUT);
            leftOut += before == null ? 0 : Long.parseLong(before.n());
        }
        var last = new HashMap<>(entries.getLast().m());
        last.put(LEFT_OUT, number(leftOut));
        last.put(NOTE, text("%d moves before this one are left out of the history".formatted(leftOut)));
        return AttributeValue.fromM(last);
    }

    private static long bytes(List<AttributeValue> entries) {
        return entries.stream().mapToLong(DynamoHistory::bytes).sum();
    }

    private static long bytes(AttributeValue entry) {
        return ENTRY_BYTES
                + entry.m().values().stream()
                        .mapToLong(value -> value.s() == null ? 0 : value.s().getBytes(StandardCharsets.UTF_8).length)
                        .sum();
    }
}
