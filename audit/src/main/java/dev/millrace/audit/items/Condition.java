package dev.millrace.audit.items;

import dev.millrace.base.clients.Adapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What must hold of an item, as it is at that moment, for a write to happen.
@Adapter("DynamoDB")
public sealed interface Condition {
    /// There is no such item.
    record Missing() implements Condition {}

    /// The item is there.
    record Exists() implements Condition {}

    /// The attribute has this value.
    record Is(String attribute, AttributeValue value) implements Condition {}

    /// The attribute has one of these texts.
    record IsOneOf(String attribute, Set<String> texts) implements Condition {
        public IsOneOf {
            texts = Set.copyOf(texts);
        }
    }

    /// The item has no such attribute.
    record Lacks(String attribute) implements Condition {}

    /// The attribute has this value or, when it is null, is not there.
    static Condition same(String attribute, @org.jspecify.annotations.Nullable AttributeValue value) {
        return value == null ? new Lacks(attribute) : new Is(attribute, value);
    }

    /// An item is as it was read, or is still not there; the attribute tells, which every write of it changes.
    static Condition asRead(String attribute, Map<String, AttributeValue> item) {
        return item.isEmpty() ? new Missing() : new Is(attribute, Attributes.required(item, attribute));
    }

    /// Whether it holds of an item; an item that is not there is empty.
    default boolean holds(Map<String, AttributeValue> item) {
        return switch (this) {
            case Missing m -> item.isEmpty();
            case Exists e -> !item.isEmpty();
            case Is is -> is.value().equals(item.get(is.attribute()));
            case IsOneOf one -> {
                AttributeValue value = item.get(one.attribute());
                yield value != null && value.s() != null && one.texts().contains(value.s());
            }
            case Lacks lacks -> !item.containsKey(lacks.attribute());
        };
    }

    /// A list of conditions, which must all hold.
    static List<Condition> all(Condition... conditions) {
        return new ArrayList<>(List.of(conditions));
    }
}
