package dev.millrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.notes.SweepNotes.Pass;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectVersion;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a pass over a landing bucket asks the audit table.
class SweepingLargeBucketsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);

    private final Swept swept = new Swept();
    private Pass pass = Pass.FIRST;
    private int asked;
    private boolean refuses;

    @AfterEach
    void close() {
        swept.close();
    }

    @Test
    void asksForEachVersionOnceADayAndInBetweenForYoungOnesOnly() {
        upload(7);
        swept.clock.pass(HOUR.multipliedBy(2));
        assertThat(asked(2)).isEqualTo(7);
        assertThat(pass.isOver()).isTrue();

        swept.clock.pass(Duration.ofMinutes(5));
        assertThat(asked(100)).isZero();

        ObjectVersion lost = swept.upload("events/orders/late.csv");
        swept.clock.pass(Duration.ofMinutes(20));
        assertThat(asked(100)).isEqualTo(1);
        assertThat(swept.audit.find(lost.id())).isPresent();

        swept.clock.pass(DAY);
        assertThat(asked(100)).isEqualTo(8);
    }

    /// S3 dates an upload in parts by its beginning, so it appears behind what is known.
    @Test
    void findsAnUploadThatTookLongInTheNextFullPass() {
        upload(1);
        swept.clock.pass(HOUR.multipliedBy(3));
        asked(100);
        swept.clock.pass(HOUR.multipliedBy(-2));
        ObjectVersion slow = swept.upload("events/orders/slow.csv");
        swept.clock.pass(HOUR.multipliedBy(2));

        assertThat(asked(100)).isZero();
        assertThat(swept.audit.find(slow.id())).isEmpty();
        swept.clock.pass(DAY);
        assertThat(asked(100)).isEqualTo(2);
        assertThat(swept.audit.find(slow.id())).isPresent();
    }

    @Test
    void listsSoManyPagesInARunAndGoesOnThere() {
        upload(7);
        swept.clock.pass(HOUR);

        assertThat(asked(1, 1)).isEqualTo(2);
        assertThat(pass.isOver()).isFalse();
        assertThat(asked(1, 2)).isEqualTo(4);
        assertThat(asked(1, 2)).isEqualTo(1);
        assertThat(pass.isOver()).isTrue();
    }

    /// What could not be begun is not known when the pass is over.
    @Test
    void asksAgainForWhatCouldNotBeBegun() {
        ObjectVersion lost = swept.upload("events/orders/a.csv");
        swept.clock.pass(HOUR.multipliedBy(5));
        refuses = true;
        asked(100);
        refuses = false;
        swept.clock.pass(Duration.ofMinutes(5));

        assertThat(asked(100)).isEqualTo(1);
        assertThat(swept.audit.find(lost.id())).isPresent();
    }

    private void upload(int files) {
        IntStream.range(0, files).forEach(i -> swept.upload("events/orders/%d.csv".formatted(i)));
    }

    private int asked(int runs) {
        return asked(runs, 100);
    }

    /// How many versions are asked for until a pass is over, or in so many runs.
    private int asked(int runs, int pages) {
        asked = 0;
        var lostEvents = new LostEvents(
                new S3Landed(swept.s3, Swept.LANDING, 2), counting(), swept.contracts, swept.ingestion, pages);
        for (int run = 0; run < runs && (run == 0 || !pass.isOver()); run++) {
            lostEvents.sweep(
                    pass,
                    swept.clock.instant().minus(Swept.GRACE),
                    new SweepReport(),
                    Deadline.never(),
                    now -> pass = now);
        }
        return asked;
    }

    private AuditTable counting() {
        if (refuses) {
            swept.s3.failNext("HeadObject", 503);
        }
        return (AuditTable) Proxy.newProxyInstance(
                AuditTable.class.getClassLoader(), new Class<?>[] {AuditTable.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("known")) {
                        asked += ((Collection<?>) arguments[0]).size();
                    }
                    try {
                        return method.invoke(swept.audit, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
