package dev.millrace.authoring.diff;

import dev.millrace.contract.BadRows;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.FileCheck;
import dev.millrace.contract.FileChecks;
import dev.millrace.contract.OnDuplicate;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.contract.Severity;
import dev.millrace.contract.Tolerance;
import dev.millrace.contract.keys.ControlFile;
import java.util.Arrays;
import java.util.Optional;

/// Compares what a contract decides about files and their rows.
final class PolicyDiff {
    private final DataContract old;
    private final DataContract now;
    private final Changes changes;

    PolicyDiff(DataContract old, DataContract now, Changes changes) {
        this.old = old;
        this.now = now;
        this.changes = changes;
    }

    void compare() {
        if (old.cadence() != now.cadence()) {
            Changes.Found found =
                    setting("cadence", old.cadence().text(), now.cadence().text());
            if (now.cadence().compareTo(old.cadence()) > 0) {
                found.breaksConsumers(
                        "the rows of a file come later; the next batch also takes the files that failed or waited before");
            } else if (now.cadence() == Cadence.ON_ARRIVAL) {
                found.breaksNothing(
                        "the rows of a file come earlier; the sweep starts the files that wait for a batch");
            } else {
                found.breaksNothing("the rows of a file come earlier; the next batch also takes the files that wait");
            }
        }
        controlFile();
        onNewVersion();
        onDuplicate();
        if (old.onSchemaChange() != now.onSchemaChange()) {
            setting(
                            "onSchemaChange",
                            old.onSchemaChange().text(),
                            now.onSchemaChange().text())
                    .isTighter(
                            now.onSchemaChange().compareTo(old.onSchemaChange()) < 0,
                            "files with columns in another order, or with others, are refused");
        }
        badRows(old.badRows(), now.badRows());
        fileChecks(old.fileChecks(), now.fileChecks());
        keepRawDays();
        if (!old.curation().equals(now.curation())) {
            setting("curate", old.curation(), now.curation())
                    .breaksConsumers(
                            "the next runs treat rows otherwise; those that lie in the table stay as they are");
        }
    }

    private Changes.Found setting(String name, Object before, Object after) {
        return changes.at("millrace." + name, before, after, places -> places.ofSetting(name));
    }

    private void controlFile() {
        if (!old.controlFile().equals(now.controlFile())) {
            Changes.Found found = setting(
                    "controlFile",
                    old.controlFile().map(ControlFile::text).orElse(""),
                    now.controlFile().map(ControlFile::text).orElse(""));
            if (now.controlFile().isPresent()) {
                found.breaksProducers("files wait until the control file announces them");
            } else {
                found.breaksConsumers("rows of a set of files come before the set is complete");
            }
        }
    }

    private void onNewVersion() {
        if (old.onNewVersion() != now.onNewVersion()) {
            Changes.Found found = setting(
                    "onNewVersion",
                    old.onNewVersion().text(),
                    now.onNewVersion().text());
            if (now.onNewVersion() == OnNewVersion.REFUSE) {
                found.breaksProducers("a file that is uploaded again under its key is set aside");
            } else {
                found.breaksConsumers(
                        now.onNewVersion() == OnNewVersion.REPLACE
                                ? "rows go when their file is uploaded again"
                                : "rows stay when their file is uploaded again, beside the new ones");
            }
        }
    }

    private void onDuplicate() {
        if (old.onDuplicate() != now.onDuplicate()) {
            Changes.Found found = setting(
                    "onDuplicate", old.onDuplicate().text(), now.onDuplicate().text());
            if (now.onDuplicate() == OnDuplicate.LOAD) {
                found.breaksConsumers("the rows of a file that comes twice are there twice");
            } else if (old.onDuplicate() == OnDuplicate.LOAD) {
                found.breaksProducers("the same content under another name is no longer loaded");
            } else {
                found.breaksNothing("the same content under another name is not loaded in either case");
            }
        }
    }

    private void badRows(BadRows before, BadRows after) {
        if (before.severity() != after.severity()) {
            Changes.Found found = setting(
                    "onBadRow", before.severity().text(), after.severity().text());
            if (after.severity() == Severity.HALT) {
                found.breaksProducers("files with bad rows are refused");
            } else {
                found.breaksConsumers("files may be loaded without their bad rows");
            }
        }
        if (!before.most().equals(after.most())) {
            Changes.Found found =
                    setting("maxBadRows", before.most().text(), after.most().text());
            tolerance(before.most(), after.most(), found);
        }
    }

    private void fileChecks(FileChecks before, FileChecks after) {
        if (before.equals(after)) {
            return;
        }
        Changes.Found found = setting("fileSeverity", before.text(), after.text());
        if (Arrays.stream(FileCheck.values()).anyMatch(check -> refuses(after, check) && !refuses(before, check))) {
            found.breaksProducers("files that show it are refused");
        } else if (Arrays.stream(FileCheck.values())
                .anyMatch(check -> setsAside(after, check) != setsAside(before, check))) {
            found.breaksConsumers("rows that show it are set aside, or are so no longer");
        } else {
            found.breaksNothing("other findings are told; nothing that was right is refused");
        }
    }

    private void keepRawDays() {
        if (!old.keepRawDays().equals(now.keepRawDays())) {
            setting(
                            "keepRawDays",
                            old.keepRawDays().map(String::valueOf).orElse(""),
                            now.keepRawDays().map(String::valueOf).orElse(""))
                    .breaksNothing(
                            now.keepRawDays().isPresent()
                                    ? "raw files are deleted so many days after they came to their end, those that came before, too"
                                    : "raw files are kept for ever; those that were deleted do not come back");
        }
    }

    private static boolean refuses(FileChecks checks, FileCheck check) {
        return checks.severity(check).equals(Optional.of(Severity.HALT));
    }

    private static boolean setsAside(FileChecks checks, FileCheck check) {
        return checks.severity(check).equals(Optional.of(Severity.QUARANTINE));
    }

    private static void tolerance(Tolerance before, Tolerance after, Changes.Found found) {
        if (before.percent() != after.percent()) {
            found.mayBreakProducers("rows and rows in a hundred cannot be compared");
        } else {
            found.isTighter(
                    after.number().compareTo(before.number()) < 0, "files with as many bad rows as before are refused");
        }
    }
}
