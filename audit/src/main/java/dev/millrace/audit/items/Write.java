package dev.millrace.audit.items;

import dev.millrace.base.clients.Adapter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One conditional write of one item, to be made alone or together with others.
@Adapter("DynamoDB")
public sealed interface Write {
    ItemKey key();

    List<Condition> conditions();

    /// What the item is after the write; empty when it is gone.
    ///
    /// @param before the item; empty when it was not there
    Map<String, AttributeValue> after(Map<String, AttributeValue> before);

    /// Puts a whole item.
    record Put(ItemKey key, Map<String, AttributeValue> item, List<Condition> conditions) implements Write {
        public Put {
            var whole = new HashMap<>(item);
            whole.putAll(key.attributes());
            item = Map.copyOf(whole);
            conditions = List.copyOf(conditions);
        }

        /// Puts an item where there is none.
        public static Put ifMissing(ItemKey key, Map<String, AttributeValue> item) {
            return new Put(key, item, List.of(new Condition.Missing()));
        }

        @Override
        public Map<String, AttributeValue> after(Map<String, AttributeValue> before) {
            return item;
        }
    }

    /// Deletes an item.
    record Delete(ItemKey key, List<Condition> conditions) implements Write {
        public Delete {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Map<String, AttributeValue> after(Map<String, AttributeValue> before) {
            return Map.of();
        }
    }

    /// Changes nothing: the others are written only while this holds.
    record Check(ItemKey key, List<Condition> conditions) implements Write {
        public Check {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Map<String, AttributeValue> after(Map<String, AttributeValue> before) {
            return before;
        }
    }

    /// Changes attributes of an item that is there.
    final class Update implements Write {
        private final ItemKey key;
        private final List<Condition> conditions = Condition.all(new Condition.Exists());
        private final Map<String, AttributeValue> sets = new LinkedHashMap<>();
        private final Map<String, AttributeValue> defaults = new LinkedHashMap<>();
        private final Set<String> removes = new LinkedHashSet<>();
        private final Map<String, Set<String>> adds = new LinkedHashMap<>();
        private final List<AttributeValue> history = new ArrayList<>();

        public Update(ItemKey key) {
            this.key = key;
        }

        public Update when(Condition condition) {
            conditions.add(condition);
            return this;
        }

        public Update set(String attribute, AttributeValue value) {
            removes.remove(attribute);
            sets.put(attribute, value);
            return this;
        }

        /// Sets an attribute unless the item has it.
        public Update setIfMissing(String attribute, AttributeValue value) {
            defaults.put(attribute, value);
            return this;
        }

        public Update remove(String attribute) {
            sets.remove(attribute);
            removes.add(attribute);
            return this;
        }

        /// Adds a text to a set of texts.
        public Update add(String attribute, String member) {
            adds.computeIfAbsent(attribute, a -> new LinkedHashSet<>()).add(member);
            return this;
        }

        /// Adds a line to the history.
        public Update entry(AttributeValue line) {
            history.add(line);
            return this;
        }

        @Override
        public ItemKey key() {
            return key;
        }

        @Override
        public List<Condition> conditions() {
            return conditions;
        }

        Map<String, AttributeValue> sets() {
            return sets;
        }

        Map<String, AttributeValue> defaults() {
            return defaults;
        }

        Set<String> removes() {
            return removes;
        }

        Map<String, Set<String>> adds() {
            return adds;
        }

        List<AttributeValue> history() {
            return history;
        }

        @Override
        public Map<String, AttributeValue> after(Map<String, AttributeValue> before) {
            var after = new HashMap<>(before);
            after.putAll(sets);
            defaults.forEach(after::putIfAbsent);
            after.keySet().removeAll(removes);
            adds.forEach((attribute, members) -> {
                var all = new LinkedHashSet<>(after.getOrDefault(attribute, AttributeValue.fromSs(List.of()))
                        .ss());
                all.addAll(members);
                after.put(attribute, AttributeValue.fromSs(List.copyOf(all)));
            });
            if (!history.isEmpty()) {
                var lines = new ArrayList<>(after.getOrDefault(Attributes.HISTORY, AttributeValue.fromL(List.of()))
                        .l());
                lines.addAll(history);
                after.put(Attributes.HISTORY, AttributeValue.fromL(lines));
            }
            return after;
        }
    }
}
