package dev.millrace.audit.incidents;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.required;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.items.Attributes;
import dev.millrace.audit.items.Condition;
import dev.millrace.audit.items.ItemKey;
import dev.millrace.audit.items.Write;
import dev.millrace.faults.UnreadableRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An incident as an item of the table, and the writes that change it. Each but [#sent] holds only while nobody else
/// has changed it.
final class DynamoIncidentItem {
    /// How long a first notice may take to be sent; then the next one is sent in its place.
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String FIRST = "first";
    private static final String SINCE = "since";
    private static final String TOLD = "told";
    private static final String CLOSED = "closed";
    private static final String REVISION = "revision";
    private static final String FILES = "files";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String KEYS = "keys";

    private final Map<String, AttributeValue> item;

    DynamoIncidentItem(Map<String, AttributeValue> item) {
        this.item = item;
    }

    /// The incident, when it is to be looked at.
    ///
    /// @throws UnreadableRecord when an attribute is missing, or is none that this release writes
    Optional<Incident> ifDue(Instant now) {
        try {
            return Instant.parse(required(item, Attributes.DUE).s()).isAfter(now)
                    ? Optional.empty()
                    : Optional.of(incident());
        } catch (RuntimeException e) {
            throw new UnreadableRecord(
                    String.valueOf(item.get(Attributes.DATASET)), String.valueOf(item.get(Attributes.OBJECT)), e);
        }
    }

    private Incident incident() {
        return new Incident(
                Incident.Id.of(required(item, Attributes.OBJECT).s()),
                required(item, Attributes.REASON).s(),
                item.containsKey(CLOSED),
                files(),
                time(FROM),
                time(TO),
                item.containsKey(KEYS)
                        ? required(item, KEYS).l().stream()
                                .map(AttributeValue::s)
                                .toList()
                        : List.of(),
                revision());
    }

    /// Whether the notice is its first, which nobody has seen sent yet.
    boolean awaits(String notice) {
        return !item.containsKey(TOLD) && required(item, FIRST).s().equals(notice);
    }

    /// Whether the next notice is a first: it is closed, or its first one takes too long to be sent. What was
    /// gathered already is about to be told anyway.
    boolean isFree(Instant now) {
        boolean late = !item.containsKey(TOLD)
                && Instant.parse(required(item, SINCE).s()).isBefore(now.minus(PATIENCE));
        return files() == 0 && (item.containsKey(CLOSED) || late);
    }

    static Write opened(Incident.Id id, String notice, String reason, Instant now, Duration window) {
        return Write.Put.ifMissing(
                ItemKey.incident(id.text()),
                Map.of(
                        FIRST,
                        text(notice),
                        SINCE,
                        text(Attributes.time(now)),
                        Attributes.DUE,
                        text(Attributes.time(now.plus(window))),
                        Attributes.REASON,
                        text(Attributes.cut(reason)),
                        REVISION,
                        number(0)));
    }

    Write reopened(Incident.Id id, String notice, String reason, Instant now, Duration window) {
        return change(id, revision(), now.plus(window))
                .when(Condition.same(TOLD, item.get(TOLD)))
                .set(FIRST, text(notice))
                .set(SINCE, text(Attributes.time(now)))
                .set(Attributes.REASON, text(Attributes.cut(reason)))
                .remove(TOLD)
                .remove(CLOSED);
    }

    /// Its window begins when its notice is sent.
    static Write sent(Incident.Id id, String notice, Instant due) {
        return new Write.Update(ItemKey.incident(id.text()))
                .when(new Condition.Is(FIRST, text(notice)))
                .set(Attributes.DUE, text(Attributes.time(due)))
                .set(TOLD, AttributeValue.fromBool(true))
                .remove(CLOSED);
    }

    static Write closed(Incident incident, Instant due) {
        return change(incident.id(), incident.revision(), due).set(CLOSED, AttributeValue.fromBool(true));
    }

    static Write deleted(Incident incident) {
        return new Write.Delete(
                ItemKey.incident(incident.id().text()),
                List.of(
                        new Condition.Is(REVISION, number(incident.revision())),
                        new Condition.Is(CLOSED, AttributeValue.fromBool(true))));
    }

    static Write summarised(Incident incident, Instant due) {
        return change(incident.id(), incident.revision(), due)
                .set(TOLD, AttributeValue.fromBool(true))
                .remove(CLOSED)
                .remove(FILES)
                .remove(FROM)
                .remove(TO)
                .remove(KEYS);
    }

    /// What an incident is with more gathered.
    static Write gathered(Incident incident, Instant due) {
        Write.Update update = change(incident.id(), incident.revision() - 1, due)
                .set(FILES, number(incident.files()))
                .set(
                        KEYS,
                        AttributeValue.fromL(
                                incident.keys().stream().map(Attributes::text).toList()));
        if (incident.from() != null && incident.to() != null) {
            update.set(FROM, text(Attributes.time(incident.from()))).set(TO, text(Attributes.time(incident.to())));
        }
        return update;
    }

    private static Write.Update change(Incident.Id id, long revision, Instant due) {
        return new Write.Update(ItemKey.incident(id.text()))
                .when(new Condition.Is(REVISION, number(revision)))
                .set(REVISION, number(revision + 1))
                .set(Attributes.DUE, text(Attributes.time(due)));
    }

    private long files() {
        return item.containsKey(FILES) ? Long.parseLong(required(item, FILES).n()) : 0;
    }

    private long revision() {
        return Long.parseLong(required(item, REVISION).n());
    }

    private @Nullable Instant time(String attribute) {
        return item.containsKey(attribute)
                ? Instant.parse(required(item, attribute).s())
                : null;
    }
}
