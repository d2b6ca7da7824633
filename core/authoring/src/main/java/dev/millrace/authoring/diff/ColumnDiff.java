package dev.millrace.authoring.diff;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.NumberForm;
import dev.millrace.contract.Protection;
import dev.millrace.contract.Severity;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// Compares one column of two contracts.
final class ColumnDiff {
    private final DataContract oldContract;
    private final Column old;
    private final DataContract newContract;
    private final Column now;
    private final Changes changes;

    ColumnDiff(DataContract oldContract, Column old, DataContract newContract, Column now, Changes changes) {
        this.oldContract = oldContract;
        this.old = old;
        this.newContract = newContract;
        this.now = now;
        this.changes = changes;
    }

    void compare() {
        names();
        if (!old.type().equals(now.type())) {
            new TypeDiff(this::at).compare(old.type(), now.type());
        }
        flags();
        if (!old.values().equals(now.values())) {
            values(at("enum", old.values(), now.values()));
        }
        severity();
        if (old.numbers() != now.numbers()) {
            at("numbers", old.numbers().text(), now.numbers().text())
                    .isTighter(now.numbers() == NumberForm.STRICT, "files with numbers such as .5 or +5 are refused");
        }
        if (!old.protection().equals(now.protection())) {
            protection(at("protect", text(old.protection()), text(now.protection())));
        }
    }

    private Changes.Found at(String field, Object before, Object after) {
        return changes.at(
                now.name() + "." + field,
                before,
                after,
                places -> places.ofColumn(old.name(), field),
                places -> places.ofColumn(now.name(), field));
    }

    private void names() {
        if (!old.name().equals(now.name())) {
            at("name", old.name(), now.name())
                    .breaksConsumers(
                            "the table gets a column of the new name, and no more values in that of the old one");
        }
        if (!old.header().equals(now.header())) {
            Changes.Found found = at("physicalName", old.header(), now.header());
            if (newContract.format().isByPosition()) {
                found.isDocumentation("files have no names of columns");
            } else {
                found.breaksProducers("files must have the column under its new name");
            }
        }
    }

    private void flags() {
        if (old.required() != now.required()) {
            Changes.Found found = at("required", old.required(), now.required());
            if (now.required()) {
                found.breaksProducers("files with a row that has no value in it are refused");
            } else {
                found.breaksConsumers("rows may have no value in it");
            }
        }
        if (old.unique() != now.unique()) {
            Changes.Found found = at("unique", old.unique(), now.unique());
            if (now.unique()) {
                found.breaksProducers("files in which a value comes up twice are refused");
            } else {
                found.breaksConsumers("a value may come up more than once in a file");
            }
        }
    }

    private void values(Changes.Found found) {
        List<String> before = old.values();
        List<String> after = now.values();
        boolean all = after.isEmpty() || (!before.isEmpty() && after.containsAll(before));
        boolean same = all && before.containsAll(after) && !before.isEmpty() && !after.isEmpty();
        if (same) {
            found.isDocumentation("they are the same values in another order");
        } else {
            found.isTighter(!all, "files with other values are refused");
        }
    }

    private void severity() {
        Severity before = old.severity().orElse(oldContract.badRows().severity());
        Severity after = now.severity().orElse(newContract.badRows().severity());
        if (old.severity().equals(now.severity())) {
            return;
        }
        Changes.Found found = at("severity", before.text(), after.text());
        if (after.compareTo(before) < 0) {
            found.breaksProducers("breaking a rule of the column does more to a file than before");
        } else if (after.compareTo(before) > 0) {
            found.breaksConsumers(
                    after == Severity.WARN
                            ? "the table may have values that break the column's rules"
                            : "files may be loaded without their bad rows");
        } else {
            found.isDocumentation("it is what the contract said of bad rows anyway");
        }
    }

    private static String text(Optional<Protection> protection) {
        return protection.map(Protection::text).orElse("");
    }

    private void protection(Changes.Found found) {
        if (now.protection().isEmpty()) {
            found.breaks(
                    EnumSet.of(Audience.CONSUMERS, Audience.DATA_SUBJECTS),
                    "values that were hidden are loaded in clear from now on, and the stored ones stay as they are");
        } else if (reveals(now.protection().get()) > reveals(old.protection().orElse(Protection.YEAR))) {
            found.breaks(
                    EnumSet.of(Audience.CONSUMERS, Audience.DATA_SUBJECTS),
                    "more of the values is loaded than before, and the stored ones stay as they are");
        } else {
            found.breaksConsumers("values are stored in another form from now on, and those that are there stay as they"
                    + " are: a column of a new name, or a new dataset, keeps them apart");
        }
    }

    /// How much of a value is left: nothing, that it is the same as another one, a part of it.
    private static int reveals(Protection protection) {
        return switch (protection) {
            case DROP -> 0;
            case TOKENISE -> 1;
            case LAST_4, EMAIL_DOMAIN, YEAR -> 2;
        };
    }
}
