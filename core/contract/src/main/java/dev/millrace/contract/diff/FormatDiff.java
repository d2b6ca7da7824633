package dev.millrace.contract.diff;

import dev.millrace.contract.Compression;
import dev.millrace.contract.CsvFormat;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.FileFormat;
import dev.millrace.contract.JsonFormat;
import dev.millrace.contract.Packing;

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
        } else if (before instanceof CsvFormat csv && after instanceof CsvFormat other) {
            csv(csv, other);
        } else if (before instanceof JsonFormat json && after instanceof JsonFormat other) {
            maxRecordBytes(json.maxRecordBytes(), other.maxRecordBytes());
        }
        packing(old.packing(), now.packing());
    }

    private Changes.Found setting(String name, Object before, Object after) {
        return changes.at("millrace." + name, before, after, places -> places.ofSetting(name));
    }

    private void csv(CsvFormat before, CsvFormat after) {
        if (before.delimiter() != after.delimiter()) {
            setting("delimiter", before.delimiter(), after.delimiter())
                    .breaksProducers("files must have another character between their fields");
        }
        if (before.quote() != after.quote()) {
            setting("quote", before.quoteText(), after.quoteText())
                    .breaksProducers("files must have another character around fields that need one");
        }
        if (before.header() != after.header()) {
            setting("header", before.header() ? "present" : "none", after.header() ? "present" : "none")
                    .breaksProducers("files must begin otherwise");
        }
        maxRecordBytes(before.maxRecordBytes(), after.maxRecordBytes());
    }

    private void maxRecordBytes(int before, int after) {
        if (before != after) {
            setting("maxRecordBytes", before, after).isTighter(after < before, "files with longer records are refused");
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
