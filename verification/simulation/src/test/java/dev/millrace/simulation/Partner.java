package dev.millrace.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Partners upload files: new ones, new versions, the same bytes under other names; bad ones and poisonous ones. Now
/// and then they delete one.
final class Partner {
    private static final List<Kind> POISONS = List.of(
            Kind.CRASHES_VALIDATION, Kind.CRASHES_LOAD, Kind.KILLS_VALIDATION, Kind.KILLS_LOAD, Kind.KILLS_LATE);

    /// Shorter than the pause between two replays.
    private static final Duration PAUSE = Duration.ofMinutes(25);

    private final Timeline timeline;
    private final Dice dice;
    private final Hardship hardship;
    private final Landing landing;
    private final List<Policy> policies;
    private int names;

    Partner(Timeline timeline, Dice dice, Hardship hardship, Landing landing, List<Policy> policies) {
        this.timeline = timeline;
        this.dice = dice;
        this.hardship = hardship;
        this.landing = landing;
        this.policies = policies;
    }

    /// Plans so many uploads, some alone, some many at a time.
    void plan(int files, Duration within) {
        int planned = 0;
        while (planned < files) {
            int together = Math.min(dice.chance(0.2) ? dice.between(2, 12) : 1, files - planned);
            Duration when = dice.between(Duration.ZERO, within);
            Policy policy = dice.of(policies);
            for (int i = 0; i < together; i++) {
                timeline.in(when.plus(dice.between(Duration.ZERO, Duration.ofSeconds(2))), () -> upload(policy));
            }
            planned += together;
        }
    }

    /// Plans so many uploads within one second, and of each dataset many versions of one key besides. Some are bad.
    void planBurst(int files, int versions) {
        for (int i = 0; i < files; i++) {
            Policy policy = dice.of(policies);
            planWithinASecond(newKey(policy), policy);
        }
        for (Policy policy : policies) {
            String key = newKey(policy);
            IntStream.range(0, versions).forEach(i -> planWithinASecond(key, policy));
        }
    }

    private void planWithinASecond(String key, Policy policy) {
        Kind kind = dice.chance(0.05) ? Kind.BAD : Kind.GOOD;
        timeline.in(
                dice.between(Duration.ZERO, Duration.ofSeconds(1)),
                () -> landing.upload(key, kind, text(kind), policy));
    }

    private void upload(Policy policy) {
        Kind kind = kind();
        Uploaded uploaded = switch (kind) {
            case UNMATCHED -> landing.upload("elsewhere/" + names++ + ".csv", kind, text(kind), null);
            case MARKER -> landing.upload(policy.dataset() + "/" + names++ + "/_SUCCESS", kind, "", policy);
            case GOOD -> landing.upload(key(policy), kind, goodText(policy), policy);
            case BAD, TOO_BIG, CRASHES_VALIDATION, CRASHES_LOAD, KILLS_VALIDATION, KILLS_LOAD, KILLS_LATE ->
                landing.upload(key(policy), kind, text(kind), policy);
            case CONTROL -> throw new IllegalStateException("Sets are uploaded by others");
        };
        if (dice.chance(hardship.deleted())) {
            timeline.in(dice.mostlyShort(Duration.ofSeconds(1), Duration.ofHours(3)), () -> landing.delete(uploaded));
        }
    }

    /// Goes on uploading to datasets with poisonous files that nobody has set aside yet: only where others pass is it
    /// seen that a file is itself the cause.
    ///
    /// @param open whether nobody is done with an upload
    void goOn(Duration within, Predicate<Uploaded> open) {
        timeline.in(PAUSE, () -> {
            Set<Policy> poisoned = landing.uploads().stream()
                    .filter(u -> u.kind.poisonous() && open.test(u))
                    .map(Uploaded::requirePolicy)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            poisoned.forEach(policy -> landing.upload(newKey(policy), Kind.GOOD, text(Kind.GOOD), policy));
            if (!poisoned.isEmpty() || timeline.passed().compareTo(within) < 0) {
                goOn(within, open);
            }
        });
    }

    private Kind kind() {
        if (dice.chance(0.8)) {
            return Kind.GOOD;
        }
        if (dice.chance(0.15)) {
            return dice.of(POISONS);
        }
        return dice.chance(0.7) ? Kind.BAD : dice.of(List.of(Kind.UNMATCHED, Kind.MARKER, Kind.TOO_BIG));
    }

    private String key(Policy policy) {
        return earlier(policy, 0.4).map(u -> u.version.key()).orElseGet(() -> newKey(policy));
    }

    private String newKey(Policy policy) {
        return "%s/file-%d.csv".formatted(policy.dataset(), names++);
    }

    private String goodText(Policy policy) {
        return earlier(policy, 0.2)
                .filter(u -> u.kind == Kind.GOOD)
                .map(u -> u.text)
                .orElseGet(() -> text(Kind.GOOD));
    }

    /// With a probability one of the dataset's uploads.
    private Optional<Uploaded> earlier(Policy policy, double probability) {
        List<Uploaded> all = landing.uploads().stream()
                .filter(u -> u.kind != Kind.MARKER
                        && u.policy != null
                        && u.policy.dataset().equals(policy.dataset()))
                .toList();
        return all.isEmpty() || !dice.chance(probability) ? Optional.empty() : Optional.of(dice.of(all));
    }

    /// A text like no other.
    private String text(Kind kind) {
        int number = names++;
        var lines = new ArrayList<String>();
        lines.add("number,word");
        switch (kind) {
            case BAD -> lines.add("no number,word");
            case TOO_BIG -> lines.add(number + "," + "x".repeat(Simulation.MAX_BYTES));
            case UNMATCHED,
                    MARKER,
                    CONTROL,
                    GOOD,
                    CRASHES_VALIDATION,
                    CRASHES_LOAD,
                    KILLS_VALIDATION,
                    KILLS_LOAD,
                    KILLS_LATE -> {
                lines.add(2L * number + "," + kind.word());
                lines.add(2L * number + 1 + "," + kind.word());
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
