package dev.millrace.cli;

import dev.millrace.audit.files.Arrival;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.HistoryEntry;
import dev.millrace.audit.files.Judgement;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.audit.files.Progress;
import dev.millrace.audit.files.Tenure;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import dev.millrace.contract.Cadence;
import dev.millrace.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Audit records as tests need them.
public final class Recorded {
    public static final Instant TIME = Instant.parse("2026-11-21T10:15:30Z");
    public static final ObjectVersion OBJECT = new ObjectVersion("landing", "orders/a.csv", "v1");
    static final Progress PLAIN = new Progress(VersionOrder.FIRST, null, null, 0, null, false, false, null, null, null);

    private Recorded() {}

    /// A record of the dataset `orders`, whose file was set aside when it is REJECTED.
    public static AuditRecord in(AuditState state) {
        return in(state, PLAIN);
    }

    public static AuditRecord in(AuditState state, Progress course) {
        return record(AuditKey.of(Cadence.ON_ARRIVAL, "orders", OBJECT), state, place(state), course, List.of());
    }

    public static AuditRecord daily(AuditState state) {
        return record(AuditKey.of(Cadence.DAILY, "orders", OBJECT), state, place(state), PLAIN, List.of());
    }

    public static AuditRecord unmatched(AuditState state) {
        return record(AuditKey.unmatched(OBJECT), state, place(state), PLAIN, List.of());
    }

    public static AuditRecord withoutBytes(AuditState state) {
        return record(AuditKey.of(Cadence.ON_ARRIVAL, "orders", OBJECT), state, null, PLAIN, List.of());
    }

    public static AuditRecord with(List<HistoryEntry> history) {
        return record(AuditKey.of(Cadence.ON_ARRIVAL, "orders", OBJECT), AuditState.INGESTED, null, PLAIN, history);
    }

    /// An INGESTED record of a file with these bytes.
    public static AuditRecord withContent(String sha256) {
        return new AuditRecord(
                AuditKey.of(Cadence.ON_ARRIVAL, "orders", OBJECT),
                OBJECT,
                AuditState.INGESTED,
                TIME,
                new Arrival(TIME, 42, "etag", null, null),
                new Tenure(1, null, null, null),
                new Judgement(null, 3L, null, sha256, 0, null, null),
                null,
                PLAIN,
                Set.of(),
                List.of());
    }

    private static @Nullable String place(AuditState state) {
        return state == AuditState.REJECTED ? "orders/2026-11-21/oid/a.csv" : null;
    }

    private static AuditRecord record(
            AuditKey key, AuditState state, @Nullable String failedKey, Progress course, List<HistoryEntry> history) {
        return new AuditRecord(
                key,
                OBJECT,
                state,
                TIME,
                new Arrival(TIME, 42, "etag", null, null),
                new Tenure(1, null, null, null),
                new Judgement(null, null, null, null, 0, null, failedKey),
                null,
                course,
                Set.of(),
                history);
    }

    /// A new record of the dataset `orders`, written a moment after the one before it.
    public static AuditRecord landed(AuditTable audit, SettableClock clock, String key) {
        clock.pass(Duration.ofMillis(1));
        var version = new ObjectVersion("landing", key, "v1");
        return audit.create(new NewRecord(
                AuditKey.of(Cadence.ON_ARRIVAL, "orders", version),
                version,
                AuditState.NEW,
                clock.instant(),
                42,
                null,
                null,
                null,
                null,
                null));
    }
}
