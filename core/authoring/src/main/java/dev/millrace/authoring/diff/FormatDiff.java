package dev.millrace.authoring.diff;

import dev.millrace.contract.Compression;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.FileFormat;
import dev.millrace.contract.Packing;
import java.util.List;

/// Compares how files are written and packed.
final class FormatDiff {
    private final DataContract old;
    private final DataContract now;
    private final Changes changes;

    FormatDiff(DataContract old, DataContract now, Changes changes) {
        this.old = old;
        this.now = now;
        this.changes = changes;
    }

    void compare() {
        FileFormat before = old.format();
        FileFormat after = now.format();
        if (!before.text().equals(after.text())) {
            setting("format", before.text(), after.text()).breaksProducers("files must be written as " + after.title());
        } else {
            settings(before.settings(), after.settings());
        }
        packing(old.packing(), now.packing());
    }

    private Changes.Found setting(String name, Object before, Object after) {
        return changes.at("millrace." + name, before, after, places -> places.ofSetting(name));
    }

    /// Both are of one format, so they have the same settings in the same order.
    private void settings(List<FileFormat.Setting> before, List<FileFormat.Setting> after) {
        for (int i = 0; i < before.size(); i++) {
            FileFormat.Setting was = before.get(i);
            FileFormat.Setting is = after.get(i);
            if (was.value().equals(is.value())) {
                continue;
            }
            Changes.Found found = setting(was.name(), was.value(), is.value());
            if (was.limit().isPresent() && is.limit().isPresent()) {
                found.isTighter(is.limit().getAsLong() < was.limit().getAsLong(), is.effect());
            } else {
                found.breaksProducers(is.effect());
            }
        }
    }

    private void packing(Packing before, Packing after) {
        if (before.compression() != after.compression()) {
            setting(
                            "compression",
                            before.compression().text(),
                            after.compression().text())
                    .isTighter(after.compression() != Compression.AUTO, "files that are packed otherwise are refused");
        }
        if (before.maxExpansion() != after.maxExpansion()) {
            setting("maxExpansion", before.maxExpansion(), after.maxExpansion())
                    .isTighter(after.maxExpansion() < before.maxExpansion(), "files that grow more are refused");
        }
    }
}
