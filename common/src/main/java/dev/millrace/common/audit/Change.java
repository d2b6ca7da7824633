package dev.millrace.common.audit;

import static dev.millrace.common.audit.AuditItem.text;

import dev.millrace.common.identity.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One conditional update of an audit record, as the expressions that DynamoDB takes. A condition on a record that is
/// missing never holds, so no update creates one.
final class Change {
    private final AuditKey key;
    private final ObjectId oid;
    private final List<String> conditions = new ArrayList<>();
    private final List<String> sets = new ArrayList<>();
    private final List<String> removes = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    Change(AuditKey key, ObjectId oid) {
        this.key = key;
        this.oid = oid;
        names.put("#state", AuditItem.STATE);
        names.put("#fence", AuditItem.FENCE);
    }

    Change when(String condition) {
        conditions.add(condition);
        return this;
    }

    Change value(String placeholder, AttributeValue value) {
        values.put(placeholder, value);
        return this;
    }

    Change whenStateIn(Set<AuditState> states) {
        var placeholders = new ArrayList<String>();
        for (AuditState state : states) {
            String placeholder = ":from" + state.name();
            placeholders.add(placeholder);
            values.put(placeholder, text(state.name()));
        }
        return when("#state IN (" + String.join(", ", placeholders) + ")");
    }

    Change set(String attribute, AttributeValue value) {
        names.put("#" + attribute, attribute);
        values.put(":" + attribute, value);
        sets.add("#" + attribute + " = :" + attribute);
        return this;
    }

    /// The new state with what the indexes read of it, and its line in the history.
    Change moveTo(AuditState to, Instant now, HistoryEntry entry) {
        set(AuditItem.STATE, text(to.name()));
        set(AuditItem.STATE_SHARD, text(to + "#" + oid.shard()));
        set(AuditItem.TIME, text(AuditItem.time(now)));
        set(AuditItem.DATASET_STATE, text(key.dataset() + "#" + to));
        names.put("#history", AuditItem.HISTORY);
        values.put(":entry", AttributeValue.fromL(List.of(AuditItem.entry(entry))));
        sets.add("#history = list_append(#history, :entry)");
        return this;
    }

    Change endLease() {
        names.put("#" + AuditItem.LEASE_UNTIL, AuditItem.LEASE_UNTIL);
        removes.add("#" + AuditItem.LEASE_UNTIL);
        return this;
    }

    AuditKey key() {
        return key;
    }

    String condition() {
        return String.join(" AND ", conditions);
    }

    String update() {
        String set = "SET " + String.join(", ", sets);
        return removes.isEmpty() ? set : set + " REMOVE " + String.join(", ", removes);
    }

    Map<String, String> names() {
        return names;
    }

    Map<String, AttributeValue> values() {
        return values;
    }
}
