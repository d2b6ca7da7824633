package dev.millrace.audit.items;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.files.AuditItem;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.HistoryEntry;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.audit.items.ItemStore.IndexName;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// What every store of items does. DynamoDB's own answers are the measure: whoever stands in for it does the same.
abstract class ItemStoreBehaviour {
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123456789Z");
    private static final ItemKey KEY = new ItemKey("on-arrival/airports", "landing/a.csv#1");
    private static final ItemKey OTHER = new ItemKey("key#abc", "head");
    private static final ItemKey MISSING = new ItemKey("nothing", "here");

    private final ItemStore store = store();

    /// An empty store.
    abstract ItemStore store();

    /// Gives back what the store holds.
    void close() {}

    @AfterEach
    void closeStore() {
        close();
    }

    record Case(Condition condition, boolean ofItem, boolean ofNothing) {}

    /// Each condition, whether it holds of the item `{color: red, fence: 3}`, and of an item that is not there.
    static Stream<Case> everyCondition() {
        return Stream.of(
                new Case(new Condition.Missing(), false, true),
                new Case(new Condition.Exists(), true, false),
                new Case(new Condition.Is("color", text("red")), true, false),
                new Case(new Condition.Is("color", text("blue")), false, false),
                new Case(new Condition.Is("fence", number(3)), true, false),
                new Case(new Condition.Is("fence", number(2)), false, false),
                new Case(new Condition.Is("fence", text("3")), false, false),
                new Case(new Condition.Is("shape", text("red")), false, false),
                new Case(new Condition.IsOneOf("color", Set.of("blue", "red")), true, false),
                new Case(new Condition.IsOneOf("color", Set.of("blue")), false, false),
                new Case(new Condition.IsOneOf("fence", Set.of("3")), false, false),
                new Case(new Condition.IsOneOf("shape", Set.of("red")), false, false),
                new Case(new Condition.Lacks("shape"), true, true),
                new Case(new Condition.Lacks("color"), false, true),
                new Case(Condition.same("color", text("red")), true, false),
                new Case(Condition.same("color", null), false, true));
    }

    @Test
    void triesEveryCondition() {
        assertThat(everyCondition().map(c -> c.condition().getClass()).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Condition.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("everyCondition")
    void putsOnlyWhereTheConditionHolds(Case c) {
        given(KEY, item());

        boolean overItem = store.write(List.of(new Write.Put(KEY, Map.of("new", text("x")), List.of(c.condition()))));
        boolean overNothing =
                store.write(List.of(new Write.Put(MISSING, Map.of("new", text("x")), List.of(c.condition()))));

        assertThat(overItem).isEqualTo(c.ofItem());
        assertThat(overNothing).isEqualTo(c.ofNothing());
        assertThat(store.get(KEY)).isEqualTo(c.ofItem() ? with(KEY, Map.of("new", text("x"))) : with(KEY, item()));
        assertThat(store.get(MISSING)).isEqualTo(c.ofNothing() ? with(MISSING, Map.of("new", text("x"))) : Map.of());
    }

    @ParameterizedTest
    @MethodSource("everyCondition")
    void updatesOnlyAnItemThatIsThereAndWhereTheConditionHolds(Case c) {
        given(KEY, item());

        Optional<Map<String, AttributeValue>> ofItem =
                store.update(new Write.Update(KEY).when(c.condition()).set("new", text("x")));
        boolean ofNothing = store.write(
                List.of(new Write.Update(MISSING).when(c.condition()).set("new", text("x"))));

        assertThat(ofItem.isPresent()).isEqualTo(c.ofItem());
        assertThat(ofNothing).isFalse();
        assertThat(store.get(KEY).containsKey("new")).isEqualTo(c.ofItem());
        assertThat(store.get(MISSING)).isEmpty();
        ofItem.ifPresent(after -> assertThat(after).isEqualTo(store.get(KEY)));
    }

    @ParameterizedTest
    @MethodSource("everyCondition")
    void deletesOnlyWhereTheConditionHolds(Case c) {
        given(KEY, item());

        boolean ofItem = store.write(List.of(new Write.Delete(KEY, List.of(c.condition()))));
        boolean ofNothing = store.write(List.of(new Write.Delete(MISSING, List.of(c.condition()))));

        assertThat(ofItem).isEqualTo(c.ofItem());
        assertThat(ofNothing).isEqualTo(c.ofNothing());
        assertThat(store.get(KEY).isEmpty()).isEqualTo(c.ofItem());
    }

    @ParameterizedTest
    @MethodSource("everyCondition")
    void checksWithoutChangingAnything(Case c) {
        given(KEY, item());

        assertThat(store.write(List.of(new Write.Check(KEY, List.of(c.condition())))))
                .isEqualTo(c.ofItem());
        assertThat(store.write(List.of(new Write.Check(MISSING, List.of(c.condition())))))
                .isEqualTo(c.ofNothing());
        assertThat(store.get(KEY)).isEqualTo(with(KEY, item()));
        assertThat(store.get(MISSING)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyCondition")
    void writesTogetherOnlyWhereTheConditionHolds(Case c) {
        given(KEY, item());
        given(OTHER, item());

        boolean written = store.write(List.of(
                new Write.Update(OTHER).set("new", text("x")),
                new Write.Put(new ItemKey("new", "item"), Map.of(), List.of()),
                new Write.Check(KEY, List.of(c.condition()))));

        assertThat(written).isEqualTo(c.ofItem());
        assertThat(store.get(OTHER).containsKey("new")).isEqualTo(c.ofItem());
        assertThat(store.get(new ItemKey("new", "item")).isEmpty()).isNotEqualTo(c.ofItem());
    }

    @Test
    void needsEveryConditionToHold() {
        given(KEY, item());
        List<Condition> oneIsWrong =
                Condition.all(new Condition.Is("color", text("red")), new Condition.Is("fence", number(2)));

        assertThat(store.write(List.of(new Write.Delete(KEY, oneIsWrong)))).isFalse();
        assertThat(store.get(KEY)).isNotEmpty();
    }

    @Test
    void writesAllOfEachKindOrNone() {
        given(KEY, item());
        given(OTHER, item());
        var third = new ItemKey("third", "item");
        var fourth = new ItemKey("fourth", "item");
        given(third, item());
        List<Write> writes = List.of(
                new Write.Update(KEY).set("color", text("blue")),
                new Write.Delete(OTHER, List.of()),
                new Write.Check(third, List.of(new Condition.Exists())),
                Write.Put.ifMissing(fourth, Map.of("a", text("b"))));

        assertThat(store.write(writes)).isTrue();
        Map<String, AttributeValue> after = store.get(KEY);
        assertThat(store.write(writes)).isFalse();

        assertThat(after.get("color")).isEqualTo(text("blue"));
        assertThat(store.get(KEY)).isEqualTo(after);
        assertThat(store.get(OTHER)).isEmpty();
        assertThat(store.get(third)).isEqualTo(with(third, item()));
        assertThat(store.get(fourth)).isEqualTo(with(fourth, Map.of("a", text("b"))));
    }

    @Test
    void putsAWholeItemInPlaceOfAnother() {
        given(KEY, item());

        store.write(List.of(new Write.Put(KEY, Map.of("a", text("b")), List.of())));

        assertThat(store.get(KEY)).isEqualTo(with(KEY, Map.of("a", text("b"))));
    }

    @Test
    void setsRemovesAndDefaultsAttributes() {
        given(KEY, item());

        Map<String, AttributeValue> after = store.update(new Write.Update(KEY)
                        .set("a", text("set"))
                        .set("flag", AttributeValue.fromBool(true))
                        .setIfMissing("color", text("not taken"))
                        .setIfMissing("size", number(7))
                        .remove("fence")
                        .remove("neverThere"))
                .orElseThrow();

        assertThat(after)
                .isEqualTo(with(
                        KEY,
                        Map.of(
                                "a", text("set"),
                                "flag", AttributeValue.fromBool(true),
                                "color", text("red"),
                                "size", number(7))));
        assertThat(store.get(KEY)).isEqualTo(after);
    }

    @Test
    void takesTheLastWordAboutAnAttribute() {
        given(KEY, item());

        store.update(new Write.Update(KEY)
                .set("a", text("1"))
                .remove("a")
                .remove("color")
                .set("color", text("blue")));

        assertThat(store.get(KEY)).doesNotContainKey("a").containsEntry("color", text("blue"));
    }

    @Test
    void addsToSets() {
        given(KEY, item());

        store.update(new Write.Update(KEY).add("notices", "HELD#1"));
        store.update(new Write.Update(KEY).add("notices", "HELD#1").add("notices", "FAILED#2"));

        assertThat(Attributes.required(store.get(KEY), "notices").ss()).containsExactlyInAnyOrder("HELD#1", "FAILED#2");
    }

    @Test
    void appendsToTheHistory() {
        HistoryEntry first = entry(AuditState.NEW, null);
        HistoryEntry second = entry(AuditState.VALIDATING, "why");
        HistoryEntry third = entry(AuditState.VALID, "and why");
        given(KEY, Map.of(Attributes.HISTORY, AttributeValue.fromL(List.of(AuditItem.entry(first)))));

        store.update(new Write.Update(KEY).entry(AuditItem.entry(second)).entry(AuditItem.entry(third)));

        assertThat(Attributes.required(store.get(KEY), Attributes.HISTORY).l())
                .containsExactly(AuditItem.entry(first), AuditItem.entry(second), AuditItem.entry(third));
    }

    @Test
    void refusesAHistoryWhereThereIsNone() {
        given(KEY, item());

        assertThatThrownBy(() ->
                        store.update(new Write.Update(KEY).entry(AuditItem.entry(entry(AuditState.NEW, null)))))
                .isInstanceOf(DynamoDbException.class);
    }

    @Test
    void refusesTwoWritesOfOneItem() {
        given(KEY, item());
        List<Write> twice = List.of(
                new Write.Update(KEY).set("a", text("b")), new Write.Check(KEY, List.of(new Condition.Exists())));

        assertThatThrownBy(() -> store.write(twice)).isInstanceOf(DynamoDbException.class);
    }

    @Test
    void refusesTwoChangesOfOneAttribute() {
        given(KEY, item());
        Write.Update twice = new Write.Update(KEY).set("a", text("b")).setIfMissing("a", text("c"));

        assertThatThrownBy(() -> store.update(twice)).isInstanceOf(DynamoDbException.class);
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(store.get(MISSING)).isEmpty();
        assertThat(store.getAll(List.of(MISSING))).isEmpty();
        assertThat(store.partition("nothing", "")).isEmpty();
        assertThat(store.update(new Write.Update(MISSING).set("a", text("b")))).isEmpty();
        assertThat(store.index(IndexName.BY_STATE, "NEW#0", Instant.EPOCH, NOW)).isEmpty();
    }

    @Test
    void getsMoreItemsThanOneRequestHolds() {
        List<ItemKey> keys = IntStream.range(0, 250)
                .mapToObj(i -> new ItemKey("many", "item " + i))
                .toList();
        keys.stream().skip(10).forEach(key -> given(key, item()));
        var asked = new ArrayList<>(keys);
        asked.add(keys.getLast());
        asked.add(MISSING);

        List<Map<String, AttributeValue>> found = store.getAll(asked);

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().skip(10).map(key -> with(key, item())).toList());
    }

    @Test
    void listsAPartitionInTheOrderOfItsSortKeys() {
        List<String> sorted = List.of("A", "a", "a/1", "a/10", "a/2", "ab", "b", "\u00e9", "\uffee", "\ud83d\ude00");
        sorted.reversed().forEach(object -> given(new ItemKey("listed", object), Map.of()));
        given(new ItemKey("another", "a"), Map.of());

        assertThat(objects(store.partition("listed", ""))).isEqualTo(sorted);
        assertThat(objects(store.partition("listed", "a"))).containsExactly("a", "a/1", "a/10", "a/2", "ab");
        assertThat(objects(store.partition("listed", "a/1"))).containsExactly("a/1", "a/10");
        assertThat(store.partition("listed", "c")).isEmpty();
    }

    @Test
    void listsAnIndexByTimeBothEndsIncluded() {
        AuditRecord first = record("a.csv", NOW);
        AuditRecord second = record("b.csv", NOW.plusNanos(1));
        record("c.csv", NOW.plusNanos(2));
        record("d.csv", NOW.minusNanos(1));
        String partition = first.key().dataset() + "#NEW";

        assertThat(keys(store.index(IndexName.BY_DATASET, partition, NOW, NOW.plusNanos(1))))
                .containsExactly(first.version().key(), second.version().key());
        assertThat(keys(store.index(IndexName.BY_DATASET, partition, Instant.EPOCH, NOW.plusSeconds(1))))
                .containsExactly("d.csv", "a.csv", "b.csv", "c.csv");
        assertThat(store.index(IndexName.BY_DATASET, partition, NOW.plusSeconds(1), NOW.plusSeconds(2)))
                .isEmpty();
    }

    @Test
    void listsARecordInEachIndexWhereItBelongs() {
        AuditRecord record = record("a.csv", NOW);
        String shard = record.oid().shard();

        assertThat(keys(store.index(IndexName.BY_STATE, "NEW#" + shard, NOW, NOW)))
                .containsExactly("a.csv");
        assertThat(keys(store.index(IndexName.BY_DAY, "2026-11-21#" + shard, NOW, NOW)))
                .containsExactly("a.csv");

        HistoryEntry entry = new HistoryEntry(NOW.plusSeconds(1), AuditState.GONE, 0, "a test", null);
        store.update(AuditItem.move(record.key(), record.oid(), AuditState.GONE, entry));

        assertThat(store.index(IndexName.BY_STATE, "NEW#" + shard, Instant.EPOCH, NOW.plusSeconds(9)))
                .isEmpty();
        assertThat(keys(store.index(IndexName.BY_STATE, "GONE#" + shard, Instant.EPOCH, NOW.plusSeconds(9))))
                .containsExactly("a.csv");
    }

    @Test
    void listsNoItemThatIsNoRecord() {
        given(new ItemKey("on-arrival/airports", "x"), Map.of(Attributes.TIME, text(Attributes.time(NOW))));
        given(OTHER, item());

        assertThat(store.index(IndexName.BY_STATE, "NEW#0", Instant.EPOCH, NOW)).isEmpty();
    }

    private AuditRecord record(String key, Instant time) {
        var version = new ObjectVersion("landing", key, "v1");
        var created = new NewRecord(
                AuditKey.of(Cadence.ON_ARRIVAL, "airports", version),
                version,
                AuditState.NEW,
                NOW,
                42,
                "etag",
                null,
                null,
                null,
                null);
        Map<String, AttributeValue> item = AuditItem.of(created, time);
        store.write(List.of(Write.Put.ifMissing(AuditItem.key(created.key()), item)));
        return AuditItem.record(item);
    }

    private void given(ItemKey key, Map<String, AttributeValue> attributes) {
        assertThat(store.write(List.of(new Write.Put(key, attributes, List.of()))))
                .isTrue();
    }

    private static Map<String, AttributeValue> item() {
        return Map.of("color", text("red"), "fence", number(3));
    }

    private static Map<String, AttributeValue> with(ItemKey key, Map<String, AttributeValue> attributes) {
        var item = new HashMap<>(attributes);
        item.putAll(key.attributes());
        return item;
    }

    private static HistoryEntry entry(AuditState state, @Nullable String note) {
        return new HistoryEntry(NOW, state, 1, "a test", note);
    }

    private static List<String> objects(List<Map<String, AttributeValue>> items) {
        return items.stream()
                .map(i -> Attributes.required(i, Attributes.OBJECT).s())
                .toList();
    }

    private static List<String> keys(Stream<Map<String, AttributeValue>> items) {
        return items.map(i -> Attributes.required(i, "key").s()).toList();
    }
}
