package dev.millrace.notices.text;

import dev.millrace.audit.files.NoticeKind;
import dev.millrace.audit.incidents.Incident;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Printable;
import dev.millrace.flow.commands.Commands;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes the notice about all files of an incident since the last one: how many, which, since when, what to do with
/// all of them.
public final class SummaryText {
    /// People read their mail the next morning.
    private static final Duration SLACK = Duration.ofHours(12);

    private static final int SHOWN_KEY = 300;

    private final Commands commands;
    private final Duration window;

    public SummaryText(Commands commands, Duration window) {
        this.commands = commands;
        this.window = window;
    }

    /// The notice of the files that an incident has had since its last notice.
    ///
    /// @param contract in force for the dataset; empty when there is none, or it cannot be read
    /// @param now when it is written
    public Notice of(Incident incident, Optional<DataContract> contract, Instant now) {
        Incident.Id id = incident.id();
        String files =
                incident.files() == 1 ? "1 more file" : String.format(Locale.ROOT, "%,d more files", incident.files());
        String subject = "Millrace: %s of %s %s: %s"
                .formatted(files, id.dataset(), verb(incident), Printable.of(incident.reason()));
        String text = files + " of dataset " + id.dataset() + " " + story(incident) + "\n\n"
                + facts(incident)
                + "\nWhy, in the words of the first one\n  " + Printable.of(incident.reason()) + "\n"
                + "\nFiles\n" + keys(incident)
                + "\nWhat to do\n" + advice(incident, since(incident, now))
                + Wording.further(window)
                + Wording.owners(contract);
        return new Notice(id.kind(), id.dataset(), subject, text);
    }

    private static boolean unfinished(Incident incident) {
        return incident.id().reasonClass().startsWith(NoticeSubject.UNFINISHED);
    }

    private static String verb(Incident incident) {
        boolean one = incident.files() == 1;
        return switch (incident.id().kind()) {
            case REJECTED -> "refused";
            case HELD -> one ? "waits" : "wait";
            case FAILED -> unfinished(incident) ? "not finished" : "FAILED";
            case REMARKS -> "ingested, but";
        };
    }

    private static String story(Incident incident) {
        boolean one = incident.files() == 1;
        return switch (incident.id().kind()) {
            case REJECTED -> (one ? "was" : "were") + " refused for the same reason. None of the rows was loaded.";
            case HELD -> (one ? "waits" : "wait") + " for the same reason. None of the rows was loaded.";
            case FAILED ->
                unfinished(incident)
                        ? "met the same fault after the verdict, before all was done that follows from it."
                        : "could not be ingested, for the same fault.";
            case REMARKS -> (one ? "was" : "were") + " ingested, but the same was found in " + (one ? "it." : "them.");
        };
    }

    private static String facts(Incident incident) {
        var facts = new StringBuilder();
        facts.append(Wording.fact("Dataset", incident.id().dataset()));
        if (incident.id().kind() == NoticeKind.REJECTED) {
            facts.append(Wording.fact("Rule", incident.id().reasonClass()));
        }
        if (incident.from() != null && incident.to() != null) {
            facts.append(Wording.fact("From", Wording.time(incident.from())));
            facts.append(Wording.fact("To", Wording.time(incident.to())));
        }
        return facts.toString();
    }

    private static String keys(Incident incident) {
        var text = new StringBuilder();
        incident.keys()
                .forEach(key ->
                        text.append("  ").append(Printable.of(key, SHOWN_KEY)).append('\n'));
        long more = incident.files() - incident.keys().size();
        return more == 0 ? text.toString() : text + String.format(Locale.ROOT, "  and %,d more%n", more);
    }

    private String advice(Incident incident, String since) {
        String dataset = incident.id().dataset();
        return switch (incident.id().kind()) {
            case REJECTED ->
                list(dataset, "rejected", since)
                        + """
                      - See one and its findings: %s
                      - If the files are wrong: have them mended and upload them again.
                      - If the contract is wrong: change it, apply it (%s), then let each in again: %s
                    """.formatted(commands.show("OID"), commands.apply("FILE"), commands.release("OID"));
            case HELD -> list(dataset, "held", since) + """
                      - To let one go on, once the cause is gone: %s
                      - If nobody wants it: %s
                    """.formatted(commands.release("OID"), commands.dismiss("OID"));
            case FAILED ->
                unfinished(incident)
                        ? list(dataset, null, since) + """
                              - Nothing more, if the fault passes: Millrace finishes them by itself.
                            """
                        : list(dataset, "failed", since) + """
                              - Nothing more, if the fault passes: Millrace tries them again by itself.
                              - To try them again at once: %s
                            """.formatted(commands.replayFailed(dataset, since));
            case REMARKS -> remarked(dataset, since);
        };
    }

    private String remarked(String dataset, String since) {
        return list(dataset, "ingested", since) + """
                  - See one and what was found: %s
                  - Rows that are set aside, and why: table %s
                """.formatted(commands.show("OID"), dataset + DataContract.SET_ASIDE);
    }

    private String list(String dataset, @Nullable String state, String since) {
        return "  - List them: %s\n".formatted(commands.ls(dataset, Optional.ofNullable(state), since));
    }

    /// The age of the oldest, in days, and then some.
    private static String since(Incident incident, Instant now) {
        Duration age = incident.from() == null ? Duration.ZERO : Duration.between(incident.from(), now);
        return age.plus(SLACK).plusDays(1).minusNanos(1).toDays() + "d";
    }
}
