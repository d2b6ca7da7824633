package dev.millrace.audit.jobs;

import static dev.millrace.audit.items.Attributes.number;
import static dev.millrace.audit.items.Attributes.required;
import static dev.millrace.audit.items.Attributes.text;

import dev.millrace.audit.items.Attributes;
import dev.millrace.contract.Engine;
import dev.millrace.engines.runs.JobMark;
import dev.millrace.engines.runs.JobState;
import dev.millrace.engines.runs.Run;
import dev.millrace.faults.UnreadableRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A job as an item of the table, and back. The names and forms here are fixed (docs/decisions/0003).
final class DynamoJobItem {
    static final String REVISION = "revision";
    static final String JOB = "job";

    /// Not that of audit records, so that none takes a job for one.
    private static final String STATE = "jobState";

    private static final String ENGINE = "engine";
    private static final String MANIFEST = "manifest";
    private static final String TOKEN = "taskToken";
    private static final String RUN = "runId";
    private static final String LOGS = "logs";
    private static final String BEGUN = "begun";
    private static final String CHANGED = "changed";
    private static final String LAUNCHER = "launcher";
    private static final String HAND_OVER = "handOver";

    private DynamoJobItem() {}

    static Map<String, AttributeValue> of(Job job) {
        var item = new HashMap<String, AttributeValue>();
        item.put(JOB, text(job.mark().job()));
        item.put(Attributes.FENCE, number(job.mark().fence()));
        item.put(ENGINE, text(job.engine().name()));
        item.put(MANIFEST, text(job.manifest()));
        item.put(TOKEN, text(job.token().text()));
        item.put(STATE, text(job.state().name()));
        item.put(BEGUN, text(Attributes.time(job.begun())));
        item.put(CHANGED, text(Attributes.time(job.changed())));
        item.put(HAND_OVER, text(job.handOver().name()));
        item.put(REVISION, number(job.revision()));
        if (job.run() != null) {
            item.put(RUN, text(job.run().id()));
            item.put(LOGS, text(job.run().logs()));
        }
        if (job.reason() != null) {
            item.put(Attributes.REASON, text(Attributes.cut(job.reason())));
        }
        if (job.lease() != null) {
            item.put(LAUNCHER, text(job.lease().holder()));
            item.put(Attributes.LEASE_UNTIL, text(Attributes.time(job.lease().until())));
        }
        return item;
    }

    /// @throws UnreadableRecord when an attribute is missing, or is none that this release writes
    static Job job(Map<String, AttributeValue> item) {
        try {
            return read(item);
        } catch (RuntimeException e) {
            throw new UnreadableRecord(
                    String.valueOf(item.get(Attributes.DATASET)), String.valueOf(item.get(Attributes.OBJECT)), e);
        }
    }

    private static Job read(Map<String, AttributeValue> item) {
        AttributeValue reason = item.get(Attributes.REASON);
        return new Job(
                new JobMark(
                        required(item, JOB).s(),
                        Long.parseLong(required(item, Attributes.FENCE).n())),
                Engine.valueOf(required(item, ENGINE).s()),
                required(item, MANIFEST).s(),
                new TaskToken(required(item, TOKEN).s()),
                JobState.valueOf(required(item, STATE).s()),
                run(item),
                reason == null ? null : reason.s(),
                Instant.parse(required(item, BEGUN).s()),
                Instant.parse(required(item, CHANGED).s()),
                lease(item),
                HandOver.valueOf(required(item, HAND_OVER).s()),
                Long.parseLong(required(item, REVISION).n()));
    }

    private static @Nullable Run run(Map<String, AttributeValue> item) {
        return item.containsKey(RUN)
                ? new Run(required(item, RUN).s(), required(item, LOGS).s())
                : null;
    }

    private static @Nullable Lease lease(Map<String, AttributeValue> item) {
        return item.containsKey(LAUNCHER)
                ? new Lease(
                        required(item, LAUNCHER).s(),
                        Instant.parse(required(item, Attributes.LEASE_UNTIL).s()))
                : null;
    }
}
