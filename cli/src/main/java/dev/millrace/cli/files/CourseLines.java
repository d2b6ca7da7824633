package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.HistoryEntry;
import dev.millrace.audit.files.Progress;
import dev.millrace.base.identity.VersionOrder;
import dev.millrace.contract.Printable;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What an object went through, in lines for people.
final class CourseLines {
    private CourseLines() {}

    /// One fact.
    record Fact(String what, String value) {}

    /// What is worth telling beside the state: only what applies.
    static List<Fact> of(AuditRecord record) {
        Progress course = record.course();
        var facts = new ArrayList<Fact>();
        if (!course.order().equals(VersionOrder.FIRST)) {
            facts.add(new Fact("Order", course.order().text().replaceFirst("0+$", "")));
        }
        if (course.linkedTo() != null && !course.linkedTo().equals(course.replaces())) {
            facts.add(new Fact("Released from", "the REJECTED object " + course.linkedTo()));
        }
        if (course.replaces() != null) {
            facts.add(new Fact(
                    "Ingested again", "in place of the object " + course.replaces() + ", whose rows stay until then"));
        }
        if (course.releasedAs() != null) {
            boolean again = record.state() == AuditState.INGESTED || record.state() == AuditState.SUPERSEDED;
            String what = again ? "Ingested again as" : "Released as";
            facts.add(new Fact(what, "version " + course.releasedAs() + " of its key"));
        }
        if (course.waived()) {
            facts.add(new Fact("Released by", "a person: the same bytes elsewhere do not hold it again"));
        }
        if (course.replays() > 0) {
            facts.add(new Fact("Started again", course.replays() + (course.replays() == 1 ? " time" : " times")));
        }
        if (course.failingSince() != null && record.state() != AuditState.INGESTED) {
            facts.add(new Fact("Failing since", course.failingSince().toString()));
        }
        if (course.rowsMayBeIn() && leavesNoRows(record.state())) {
            facts.add(new Fact("Rows", "are still to be withdrawn from its table"));
        }
        if (course.waitsFor() != null) {
            facts.add(new Fact("Waits for", "the set of its control file " + Printable.of(course.waitsFor())));
        }
        if (course.owed() != null) {
            facts.add(new Fact("Owed notice", course.owed().replace("#", ", of attempt ") + ": the sweep sends it"));
        }
        return facts;
    }

    private static boolean leavesNoRows(AuditState state) {
        return switch (state) {
            case INVALID, REJECTED, HELD, SUPERSEDED, GONE, IGNORED, APPLIED -> true;
            case NEW, VALIDATING, VALID, LOADING, INGESTED, FAILED -> false;
        };
    }

    /// Every move, oldest first: when, to which state, in which attempt, by whom and why.
    static Stream<String> moves(AuditRecord record) {
        return record.history().stream()
                .sorted(Comparator.comparing(HistoryEntry::at))
                .map(entry -> Printable.of("%s  %-10s  %-10s  %s%s"
                        .formatted(
                                entry.at().truncatedTo(ChronoUnit.MILLIS),
                                entry.state(),
                                entry.fence() == 0 ? "" : "attempt " + entry.fence(),
                                by(record, entry),
                                entry.note() == null ? "" : ": " + entry.note())));
    }

    /// The record's own executions need not be named in full in each line.
    private static String by(AuditRecord record, HistoryEntry entry) {
        String execution = Pattern.quote(" of " + record.oid().executionName(0));
        return entry.by().replaceFirst(execution + "-r0*(\\d+)", " (replay $1)").replaceFirst(execution, "");
    }
}
