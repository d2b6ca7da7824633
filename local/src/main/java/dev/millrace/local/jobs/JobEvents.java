package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.Access;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// Tells of job runs as EventBridge does; losing, delaying and repeating what it is asked to.
final class JobEvents {
    /// The only account of the local cloud.
    static final String ACCOUNT = "000000000000";

    private static final Logger LOG = System.getLogger(JobEvents.class.getName());

    private final EventTargets targets;
    private final Faults faults;

    JobEvents(EventTargets targets, Faults faults) {
        this.targets = targets;
        this.faults = faults;
    }

    /// An event of a service.
    static ObjectNode event(String source, String type, Instant time, ObjectNode detail) {
        ObjectNode event = ProtocolJson.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", type)
                .put("source", source)
                .put("account", ACCOUNT)
                .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", Access.REGION.id());
        event.putArray("resources");
        event.set("detail", detail);
        return event;
    }

    /// Tells of a run's way; nothing is done to such events.
    void tellOfProgress(ObjectNode event) {
        deliver(event);
    }

    /// Tells of a run's end.
    void tell(ObjectNode event) {
        if (faults.next(Faults.Kind.EVENT_LOST).isPresent()) {
            LOG.log(Level.INFO, "The event {0} gets lost, as it was asked for", event);
            return;
        }
        Optional<Faults.Fault> late = faults.next(Faults.Kind.EVENT_LATE);
        boolean twice = faults.next(Faults.Kind.EVENT_TWICE).isPresent();
        Thread delivery = Thread.ofVirtual().name("event").unstarted(() -> {
            pause(Duration.ofSeconds(late.map(Faults.Fault::seconds).orElse(0)));
            deliver(event);
            if (twice) {
                deliver(event);
            }
        });
        delivery.start();
        if (late.isEmpty()) {
            await(delivery);
        }
    }

    private void deliver(ObjectNode event) {
        try {
            targets.deliver(event);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The event %s cannot be delivered".formatted(event), e);
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Thread delivery) {
        try {
            delivery.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
