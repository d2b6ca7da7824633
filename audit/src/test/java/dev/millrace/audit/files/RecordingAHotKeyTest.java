package dev.millrace.audit.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.items.DynamoItems;
import dev.millrace.audit.items.ItemStore;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.testing.aws.LocalAuditTable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A key that gets version after version.
class RecordingAHotKeyTest {
    private final AuditFixture fixture = new AuditFixture();
    private final List<String> read = new ArrayList<>();
    private final DynamoAuditTable table = new DynamoAuditTable(counting(), fixture.clock);
    private int described;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void readsNoEarlierVersionWhileEachHasASequencer() {
        for (int version = 1; version <= 30; version++) {
            record(version, "%04X".formatted(version));
        }

        assertThat(read).isEmpty();
        assertThat(described).isEqualTo(30);
    }

    @Test
    void readsThemWhenThisOneHasNone() {
        record(1, "0001");
        record(2, null);

        assertThat(read).isNotEmpty();
    }

    @Test
    void readsThemWhenAnEarlierOneHasNone() {
        record(1, "0001");
        record(2, null);
        read.clear();
        record(3, "0003");
        assertThat(read).isNotEmpty();
        read.clear();
        record(4, "0004");

        assertThat(read).isNotEmpty();
    }

    private void record(int number, @Nullable String sequencer) {
        var version = new ObjectVersion("landing", "latest.csv", "v" + number);
        AuditKey key = AuditKey.of(Cadence.ON_ARRIVAL, "airports", version);
        table.create(key, version, others -> {
            described++;
            return new NewRecord(
                    key, version, AuditState.NEW, fixture.clock.instant(), 1, "e", sequencer, null, null, null);
        });
    }

    /// Counts reads of whole partitions.
    private ItemStore counting() {
        var items = new DynamoItems(fixture.local.client(), LocalAuditTable.NAME);
        return (ItemStore) Proxy.newProxyInstance(
                ItemStore.class.getClassLoader(), new Class<?>[] {ItemStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("partition")) {
                        read.add(String.valueOf(arguments[0]));
                    }
                    try {
                        return method.invoke(items, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
