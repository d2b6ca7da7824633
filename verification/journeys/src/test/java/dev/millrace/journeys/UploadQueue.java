package dev.millrace.journeys;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.harness.UploadEvent;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The queue of upload events before `start-ingestion`: a message comes again until it is taken, and is set aside
/// after its last time.
final class UploadQueue {
    /// As the template says (`RedrivePolicy`, `VisibilityTimeout` of `IngestionQueue`).
    private static final int MOST_RECEIVES = 5;

    /// Id of an event's message.
    private static final String OWN = "m1";

    private static final Duration VISIBILITY = Duration.ofMinutes(6);

    private final RequestHandler<SQSEvent, SQSBatchResponse> starter;
    private final SettableClock clock;

    /// S3 numbers the versions as they come.
    private final Map<ObjectVersion, String> sequencers = new HashMap<>();

    private @Nullable String companion;

    UploadQueue(RequestHandler<SQSEvent, SQSBatchResponse> starter, SettableClock clock) {
        this.starter = starter;
        this.clock = clock;
    }

    /// Lets another message come in the same batch as each event.
    void accompany(String body) {
        companion = body;
    }

    /// How a message fared.
    ///
    /// @param receives how often it was delivered
    /// @param taken false when it ended in the dead-letter queue
    /// @param faults what the function threw
    record Delivery(int receives, boolean taken, List<RuntimeException> faults) {
        Delivery {
            faults = List.copyOf(faults);
        }
    }

    /// Delivers the event of an upload until it is taken.
    Delivery deliver(ObjectVersion object) {
        var faults = new ArrayList<RuntimeException>();
        for (int receive = 1; receive <= MOST_RECEIVES; receive++) {
            if (taken(object, faults)) {
                return new Delivery(receive, true, faults);
            }
            clock.pass(VISIBILITY);
        }
        return new Delivery(MOST_RECEIVES, false, faults);
    }

    /// Delivers it once more, as queues may.
    boolean deliverOnce(ObjectVersion object) {
        return taken(object, new ArrayList<>());
    }

    private boolean taken(ObjectVersion object, List<RuntimeException> faults) {
        try {
            return starter.handleRequest(event(object), new LambdaContext()).getBatchItemFailures().stream()
                    .noneMatch(failure -> failure.getItemIdentifier().equals(OWN));
        } catch (RuntimeException e) {
            faults.add(e);
            return false;
        }
    }

    private SQSEvent event(ObjectVersion object) {
        String sequencer = sequencers.computeIfAbsent(object, o -> "0055AED6DCD9028%03d".formatted(sequencers.size()));
        var bodies = new ArrayList<String>();
        bodies.add(UploadEvent.body(object, sequencer, SettableClock.START));
        if (companion != null) {
            bodies.add(companion);
        }
        return UploadEvent.of(bodies);
    }
}
