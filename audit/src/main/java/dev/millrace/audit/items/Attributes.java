package dev.millrace.audit.items;

import dev.millrace.base.clients.Adapter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The attributes of the audit table's items: their names, and the forms of their values (docs/decisions/0003).
@Adapter("DynamoDB")
public final class Attributes {
    public static final String DATASET = "dataset";
    public static final String OBJECT = "object";
    public static final String STATE = "state";
    public static final String STATE_SHARD = "stateShard";
    public static final String DATASET_STATE = "datasetState";
    public static final String DAY_SHARD = "dayShard";
    public static final String TIME = "time";
    public static final String FENCE = "fence";
    public static final String CLAIMANT = "claimant";
    public static final String LEASE_UNTIL = "leaseUntil";
    public static final String NOTICES = "notices";
    public static final String HISTORY = "history";
    public static final String REASON = "reason";
    public static final String EXECUTION_ARN = "executionArn";
    public static final String REPLAYS = "replays";
    public static final String FAILING_SINCE = "failingSince";
    public static final String WAIVED = "waived";
    public static final String ROWS_MAY_BE_IN = "rowsMayBeIn";
    public static final String OWED = "owed";
    public static final String REMARKS = "remarks";
    public static final String REMARKS_KEY = "remarksKey";
    public static final String ROWS_SET_ASIDE = "rowsSetAside";

    /// The attributes of what was found in a file that keeps its contract.
    public static final List<String> OF_REMARKS = List.of(REMARKS, REMARKS_KEY, ROWS_SET_ASIDE);
    public static final String DUE = "due";
    public static final String RELEASE = "release";
    public static final String RELEASED_AS = "releasedAs";
    public static final String WAITS_FOR = "waitsFor";
    public static final String ORDER = "versionOrder";
    public static final String REPLACES = "replaces";
    public static final String LINKED_TO = "linkedTo";

    /// Always nine digits of a second, so that text order is time order.
    private static final DateTimeFormatter TIMES =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    private static final int MAX_REASON = 1000;

    private Attributes() {}

    /// A text.
    public static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    /// A number.
    public static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    /// A time as the table has it: in UTC, with nine digits of a second.
    public static String time(Instant instant) {
        return TIMES.format(instant);
    }

    /// A reason of at most 1000 characters; a longer one ends in an ellipsis.
    public static String cut(String reason) {
        if (reason.length() <= MAX_REASON) {
            return reason;
        }
        boolean withinCharacter = Character.isHighSurrogate(reason.charAt(MAX_REASON - 2));
        return reason.substring(0, withinCharacter ? MAX_REASON - 2 : MAX_REASON - 1) + "…";
    }

    /// Puts a text unless it is null.
    public static void putText(Map<String, AttributeValue> item, String name, @Nullable String value) {
        if (value != null) {
            item.put(name, text(value));
        }
    }

    /// An attribute as `reader` reads it; null when the item lacks it.
    public static <T> @Nullable T optional(
            Map<String, AttributeValue> item, String name, Function<AttributeValue, T> reader) {
        AttributeValue value = item.get(name);
        return value == null ? null : reader.apply(value);
    }

    /// An attribute that the item must have.
    ///
    /// @throws IllegalStateException when it lacks it
    public static AttributeValue required(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("The item %s / %s of the audit table has no attribute '%s'"
                    .formatted(item.get(DATASET), item.get(OBJECT), name));
        }
        return value;
    }
}
