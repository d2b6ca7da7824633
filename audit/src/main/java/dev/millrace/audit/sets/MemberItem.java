package dev.millrace.audit.sets;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.required;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.Write;
import dev.millrace.base.clients.Adapter;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.judging.sets.FileFacts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A file of a set as an item of the table, and back. The names and forms here are fixed (docs/decisions/0003).
@Adapter("DynamoDB")
final class MemberItem {
    private static final String FENCE = "waitingFence";
    private static final String SINCE = "waitingSince";
    private static final String REASON = "waitingReason";
    private static final String REMINDED = "reminded";

    private MemberItem() {}

    static Map<String, AttributeValue> of(Member member) {
        var item = new HashMap<String, AttributeValue>();
        FileFacts facts = member.facts();
        item.put("key", text(facts.key()));
        item.put("bytes", number(facts.bytes()));
        item.put("rows", number(facts.rows()));
        item.put("sha256", text(facts.sha256()));
        if (facts.md5() != null) {
            item.put("md5", text(facts.md5()));
        }
        item.put("arrived", text(Attributes.time(member.arrived())));
        item.put("exact", AttributeValue.fromBool(member.exact()));
        Member.Waiting waiting = member.waiting();
        if (waiting != null) {
            item.put(FENCE, number(waiting.fence()));
            item.put(SINCE, text(Attributes.time(waiting.since())));
            item.put(REASON, text(Attributes.cut(waiting.reason())));
            item.put(REMINDED, AttributeValue.fromBool(waiting.reminded()));
        }
        return item;
    }

    static Member member(Map<String, AttributeValue> item) {
        String oid = required(item, Attributes.OBJECT).s().substring(ItemKey.MEMBER.length());
        AttributeValue md5 = item.get("md5");
        return new Member(
                new ObjectId(oid),
                new FileFacts(
                        required(item, "key").s(),
                        Long.parseLong(required(item, "bytes").n()),
                        Long.parseLong(required(item, "rows").n()),
                        required(item, "sha256").s(),
                        md5 == null ? null : md5.s()),
                Instant.parse(required(item, "arrived").s()),
                required(item, "exact").bool(),
                waiting(item));
    }

    private static Member.@Nullable Waiting waiting(Map<String, AttributeValue> item) {
        if (!item.containsKey(FENCE)) {
            return null;
        }
        return new Member.Waiting(
                Long.parseLong(required(item, FENCE).n()),
                required(item, REASON).s(),
                Instant.parse(required(item, SINCE).s()),
                required(item, REMINDED).bool());
    }

    static Write waitsNoLonger(ItemKey key, Member seen) {
        return asSeen(key, seen).remove(FENCE).remove(SINCE).remove(REASON).remove(REMINDED);
    }

    static Write waits(ItemKey key, Member seen, Member.Waiting now) {
        return asSeen(key, seen)
                .set(REASON, text(Attributes.cut(now.reason())))
                .set(REMINDED, AttributeValue.fromBool(now.reminded()));
    }

    private static Write.Update asSeen(ItemKey key, Member seen) {
        Member.Waiting waiting = seen.waiting();
        if (waiting == null) {
            throw new IllegalArgumentException("Object " + seen.oid() + " does not wait");
        }
        return new Write.Update(key).when(new Condition.Is(FENCE, number(waiting.fence())));
    }
}
