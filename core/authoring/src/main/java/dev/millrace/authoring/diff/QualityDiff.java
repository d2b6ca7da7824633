package dev.millrace.authoring.diff;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.QualityRule;
import dev.millrace.contract.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares the rules about whole files, which are known by their names.
final class QualityDiff {
    private final DataContract old;
    private final DataContract now;
    private final Changes changes;

    QualityDiff(DataContract old, DataContract now, Changes changes) {
        this.old = old;
        this.now = now;
        this.changes = changes;
    }

    void compare() {
        List<QualityRule> left = new ArrayList<>(now.quality());
        List<QualityRule> unmatched = new ArrayList<>();
        old.quality().stream().filter(rule -> !left.remove(rule)).forEach(unmatched::add);
        for (QualityRule rule : unmatched) {
            Optional<QualityRule> other = left.stream()
                    .filter(candidate -> candidate.name().equals(rule.name()))
                    .findFirst();
            other.ifPresent(left::remove);
            other.ifPresentOrElse(now -> changed(rule, now), () -> removed(rule));
        }
        left.forEach(this::added);
    }

    private Changes.Found rule(QualityRule any, Object before, Object after) {
        return changes.at("quality '" + any.name() + "'", before, after, places -> places.ofRule(any.name()));
    }

    private static String text(QualityRule rule) {
        return "%s %s%s (%s)"
                .formatted(
                        rule.measure(),
                        rule.expectation().words(),
                        rule.percent() ? " percent" : "",
                        rule.severity().text());
    }

    private void removed(QualityRule rule) {
        rule(rule, text(rule), "").breaksNothing("nobody can rely on it any longer; nothing that was right is refused");
    }

    private void added(QualityRule rule) {
        if (rule.severity() == Severity.WARN) {
            rule(rule, "", text(rule)).breaksNothing("files that break it are loaded, and a notice says so");
        } else {
            rule(rule, "", text(rule)).breaksProducers("files that break it are refused, or lose rows");
        }
    }

    private void changed(QualityRule before, QualityRule after) {
        Changes.Found found = rule(before, text(before), text(after));
        boolean sameRule = before.measure().equals(after.measure())
                && before.expectation().equals(after.expectation())
                && before.percent() == after.percent();
        if (sameRule) {
            found.isTighter(
                    after.severity().compareTo(before.severity()) < 0, "breaking it does more to a file than before");
        } else if (after.severity() == Severity.WARN) {
            found.breaksNothing("files that break it are loaded, and a notice says so");
        } else {
            found.mayBreakProducers(
                    "two rules cannot be compared in general: files that kept the old one may break" + " the new one");
        }
    }
}
