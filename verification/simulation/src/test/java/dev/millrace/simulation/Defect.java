package dev.millrace.simulation;

import dev.millrace.asl.AslDefinition;
import dev.millrace.audit.files.InMemoryAudit;
import dev.millrace.audit.items.StoreDefect;
import java.util.Locale;
import software.amazon.awssdk.services.s3.S3Client;

/// Something that is wrong with a part of Millrace. Each must be found.
enum Defect {
    /// Nothing is.
    NONE,
    /// Sequencers are compared as numbers.
    NUMERIC_SEQUENCERS,
    /// Versions are taken in the order in which their events come.
    ORDER_OF_ARRIVAL,
    /// All versions of a key are one object.
    KEY_ONLY_IDENTITY,
    /// Nobody looks for lost events. No harm comes of it where none are lost and no outage lasts.
    NO_SAFETY_NET,
    /// The same, and messages are acknowledged whatever comes of them.
    ACKNOWLEDGED_FIRST,
    /// A refused file is deleted, then copied.
    DELETED_BEFORE_COPIED,
    /// Rows of older versions are taken out before those of the newer one are in.
    OLD_ROWS_OUT_FIRST,
    /// Rows are added to those that stand under the same name, so what is tried again is there twice.
    ROWS_ADDED_AGAIN,
    /// A load that failed is taken for one that is done.
    FAILURES_TOLERATED,
    /// Writers do not look whether their claim is stale.
    NO_FENCE,
    /// Nobody claims the bytes of a file.
    NO_CONTENT_CLAIM,
    /// A version is marked INGESTED without a look at the head of its key.
    NO_HEAD,
    /// The sweep marks what the indexes show, without a look at the table.
    SWEEP_BY_INDEX,
    /// The sweep never gives a file up.
    ENDLESS_REPLAYS;

    /// What an event says of the order of versions.
    ///
    /// @param sequencer what S3 says
    /// @param number how many events came before it
    String sequencer(String sequencer, int number) {
        return switch (this) {
            case NUMERIC_SEQUENCERS -> "0".repeat(64 - sequencer.length()) + sequencer;
            case ORDER_OF_ARRIVAL -> String.format(Locale.ROOT, "%08X", number);
            default -> sequencer;
        };
    }

    /// Whether a message is done with, whatever came of it.
    boolean acknowledgesAll() {
        return this == ACKNOWLEDGED_FIRST;
    }

    /// Whether an upload is seen at all.
    boolean sees(Uploaded uploaded) {
        return this != KEY_ONLY_IDENTITY || uploaded.place == 0;
    }

    /// Whether the sweep looks for lost events.
    boolean sweepsForLostEvents() {
        return this != NO_SAFETY_NET && this != ACKNOWLEDGED_FIRST;
    }

    /// The state machine as it is deployed.
    AslDefinition deployed(AslDefinition machine) {
        return this == FAILURES_TOLERATED ? Machines.toleratingFailedLoads(machine) : machine;
    }

    /// The lake as the function sees it that loads files.
    S3Client asSeenByLoad(S3Client s3) {
        return this == ROWS_ADDED_AGAIN ? new AddedRows(s3) : s3;
    }

    /// The audit table as the function sees it that marks files INGESTED.
    InMemoryAudit asSeenByLoad(InMemoryAudit audit) {
        return this == NO_HEAD ? audit.with(StoreDefect.NO_HEAD) : asSeenByAll(audit);
    }

    /// The audit table as the sweep sees it.
    InMemoryAudit asSeenBySweep(InMemoryAudit audit) {
        return switch (this) {
            case SWEEP_BY_INDEX -> audit.with(StoreDefect.INDEX_FOR_TABLE);
            case ENDLESS_REPLAYS -> audit.with(StoreDefect.NOTHING_PASSES);
            default -> asSeenByAll(audit);
        };
    }

    /// The audit table as the others see it.
    InMemoryAudit asSeenByAll(InMemoryAudit audit) {
        return switch (this) {
            case NO_FENCE -> audit.with(StoreDefect.NO_FENCE);
            case NO_CONTENT_CLAIM -> audit.with(StoreDefect.NO_CONTENT_CLAIM);
            default -> audit;
        };
    }
}
