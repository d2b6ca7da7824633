package dev.millrace.flow.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.InMemoryAudit;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.executions.NoExecutions;
import dev.millrace.flow.landing.S3LandingBucket;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Versions of a key, some told of by events and some found by the sweep: upload order counts, however they come.
class OrderOfVersionsTest {
    private static final String KEY = "airports/a.csv";
    private static final String FIRST = "0055AED6DCD90281E5";
    private static final String SECOND = "0055AED6DD";
    private static final ContractIndex NONE = new ContractIndex(List.of());

    private final SettableClock clock = new SettableClock();
    private final InMemoryS3 s3 = new InMemoryS3(clock);
    private final InMemoryAudit audit = new InMemoryAudit(clock);
    private final Ingestion ingestion =
            new Ingestion("landing", new S3LandingBucket(s3), audit.table(), audit.operators(), new NoExecutions());

    @Test
    void isThatOfTheirSequencersHoweverEventsCome() {
        ObjectVersion older = uploaded();
        ObjectVersion newer = uploaded();

        AuditRecord second = told(newer, SECOND);
        AuditRecord first = told(older, FIRST);

        assertThat(first.order()).isLessThan(second.order());
    }

    @Test
    void isThatOfTheBucketWhereNoEventTold() {
        AuditRecord first = told(uploaded(), FIRST);
        ObjectVersion lost = uploaded();
        ObjectVersion lostToo = uploaded();
        AuditRecord last = told(uploaded(), SECOND);

        AuditRecord found = found(lost);
        AuditRecord foundToo = found(lostToo);

        assertThat(List.of(first.order(), found.order(), foundToo.order(), last.order()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void putsAFoundVersionAfterAnOlderOneThatWasDeletedSince() {
        ObjectVersion older = uploaded();
        AuditRecord first = told(older, FIRST);
        s3.remove("landing", KEY, older.versionId());
        ObjectVersion lost = uploaded();

        AuditRecord second = found(lost);

        assertThat(second.order()).isGreaterThan(first.order());
    }

    /// S3 lists whole seconds, and tells parts of them.
    @Test
    void putsAFoundVersionAfterOneOfTheSameSecondThatWasDeletedSince() {
        clock.pass(Duration.ofMillis(100));
        ObjectVersion older = uploaded();
        AuditRecord first = begun(older, clock.instant(), FIRST);
        s3.remove("landing", KEY, older.versionId());
        clock.pass(Duration.ofMillis(100));
        ObjectVersion lost = uploadedNow();

        AuditRecord second = found(lost);

        assertThat(second.order()).isGreaterThan(first.order());
    }

    @Test
    void putsAFoundVersionBeforeOneThatWasDeletedSinceAndIsNewerThanANewerOne() {
        ObjectVersion lost = uploaded();
        AuditRecord second = begun(uploadedNow(), clock.instant(), FIRST);
        ObjectVersion newest = uploadedNow();
        AuditRecord third = begun(newest, clock.instant(), SECOND);
        s3.remove("landing", KEY, newest.versionId());

        AuditRecord first = found(lost);

        assertThat(List.of(first.order(), second.order(), third.order())).isSorted();
    }

    @Test
    void putsALateEventBeforeANewerVersionThatWasFound() {
        ObjectVersion older = uploaded();
        ObjectVersion newer = uploaded();

        AuditRecord second = found(newer);
        AuditRecord first = told(older, FIRST);

        assertThat(first.order()).isLessThan(second.order());
    }

    @Test
    void putsALateEventBeforeANewerVersionThatWasFoundAndDeleted() {
        ObjectVersion older = uploaded();
        ObjectVersion newer = uploaded();

        AuditRecord second = found(newer);
        s3.remove("landing", KEY, newer.versionId());
        AuditRecord first = told(older, FIRST);

        assertThat(first.order()).isLessThan(second.order());
    }

    private ObjectVersion uploaded() {
        clock.pass(Duration.ofMinutes(1));
        return uploadedNow();
    }

    private ObjectVersion uploadedNow() {
        return new ObjectVersion("landing", KEY, s3.put("landing", KEY, "x".getBytes(StandardCharsets.UTF_8)));
    }

    private AuditRecord told(ObjectVersion version, String sequencer) {
        return begun(version, sequencer);
    }

    private AuditRecord found(ObjectVersion version) {
        return begun(version, null);
    }

    /// The upload as S3 tells of it: a version is told of, or found, some time after it came.
    private AuditRecord begun(ObjectVersion version, @Nullable String sequencer) {
        var at = s3.listObjectVersions(l -> l.bucket("landing").prefix(KEY)).versions().stream()
                .filter(v -> v.versionId().equals(version.versionId()))
                .findFirst()
                .orElseThrow()
                .lastModified();
        return begun(version, at, sequencer);
    }

    private AuditRecord begun(ObjectVersion version, Instant at, @Nullable String sequencer) {
        return ingestion.begin(new Upload(version, at, sequencer, null), NONE);
    }
}
