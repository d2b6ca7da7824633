package dev.millrace.sweep;

import dev.millrace.faults.UnreadableRecord;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a run of the sweep found and did.
final class SweepReport {
    private static final Logger LOG = LoggerFactory.getLogger(SweepReport.class);

    /// What can be found.
    enum Kind {
        /// Versions of the landing bucket that were looked at.
        LISTED("listed", false),
        /// Uploads that no event told of: recorded, and started where they are to be.
        LOST_EVENTS("lostEvents", true),
        /// Records whose execution was never started: started now.
        STARTED("started", true),
        /// Records whose execution ended without closing them: FAILED now.
        FAILED_UNHEARD("failedUnheard", true),
        /// Jobs that ended while no event told so, or whose launch or result was left undone: put right now.
        JOBS_UNHEARD("jobsUnheard", true),
        /// Refused files whose move was left undone: resumed.
        RESUMED("resumed", true),
        /// FAILED files that were tried again.
        REPLAYED("replayed", false),
        /// FAILED files that could not be validated while others passed: to be set aside.
        GIVEN_UP("givenUp", false),
        /// Files that waited for their set and were let go on.
        SETS_RELEASED("setFilesReleased", false),
        /// Batches whose execution ended without closing them: closed now.
        BATCHES_CLOSED("batchesClosed", true),
        /// Batches that were owed, since one had failed, was missed or had left files: started now.
        BATCHES_STARTED("batchesStarted", true),
        /// Partitions that runs of failed batches switched late: switched back now.
        SWITCHED_BACK("switchedBack", true),
        /// Orders to withdraw rows that were carried out.
        WITHDRAWN("withdrawn", false),
        /// Notices that were owed, or summaries of repeats: sent.
        NOTICES("notices", false),
        /// Raw files of the landing bucket that were deleted, since their days were over.
        RAW_DELETED("rawFilesDeleted", false),
        /// Objects and partitions of the lake that were compared with the records.
        VERIFIED("verified", false),
        /// Those of them that do not fit; they have a metric and an alarm of their own.
        VIOLATIONS("violations", false),
        /// Records that cannot be read, or that something went wrong with: see the log.
        TROUBLES("troubles", true);

        private final String field;
        private final boolean alarming;

        Kind(String field, boolean alarming) {
            this.field = field;
            this.alarming = alarming;
        }
    }

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    void count(Kind kind) {
        count(kind, 1);
    }

    void count(Kind kind, long number) {
        counts.merge(kind, number, Long::sum);
    }

    /// Counts a record that cannot be read, which stays as it is until somebody mends it.
    void unreadable(UnreadableRecord record) {
        LOG.error("A record of the audit table is passed over: {}", record.getMessage());
        count(Kind.TROUBLES);
    }

    long of(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /// How many things were found that should not have been there: what the alarm is about.
    long alarming() {
        return counts.entrySet().stream()
                .filter(e -> e.getKey().alarming)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// All counts, by their names in the answer.
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        for (Kind kind : Kind.values()) {
            fields.put(kind.field, of(kind));
        }
        return fields;
    }
}
