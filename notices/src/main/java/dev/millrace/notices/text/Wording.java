package dev.millrace.notices.text;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.Owners;
import dev.millrace.contract.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// What all notices say alike.
final class Wording {
    /// Lines of a list: SNS takes 256 KB, and nobody reads more.
    static final int SHOWN_LINES = 20;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private Wording() {}

    /// A line of the list of facts.
    static String fact(String label, String value) {
        return String.format(Locale.ROOT, "  %-9s %s%n", label, value);
    }

    static String time(Instant instant) {
        return TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    /// When they hear of more of the kind.
    static String further(Duration window) {
        return "\nMore files of this dataset with the same trouble are named together, at most every %d minutes.\n"
                .formatted(window.toMinutes());
    }

    /// The owners that a contract names, and who gets the notice. Where a channel is, is not told: the URL of a
    /// chat is a secret.
    static String owners(Optional<DataContract> contract) {
        var text = new StringBuilder();
        contract.map(DataContract::owners).ifPresent(owners -> {
            text.append("\nOwners of the dataset, as its contract names them\n");
            owners.team()
                    .ifPresent(team -> text.append("  team ")
                            .append(Printable.of(team, 100))
                            .append('\n'));
            owners.support().stream()
                    .limit(SHOWN_LINES)
                    .forEach(c -> text.append("  channel ")
                            .append(Printable.of(Owners.withoutUrls(c.channel()), 100))
                            .append(c.tool()
                                    .map(tool -> " (" + Printable.of(Owners.withoutUrls(tool), 40) + ")")
                                    .orElse(""))
                            .append('\n'));
            if (owners.team().isEmpty() && owners.support().isEmpty()) {
                text.append("  nobody: it has neither team nor support\n");
            }
        });
        return text
                + "\nThis notice goes to the stack's address (NoticeEmail) and to others who subscribed to its topic. Channels that"
                + " a\ncontract names get none yet: forward it to the owners.\n";
    }
}
