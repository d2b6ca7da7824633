package dev.millrace.authoring.inference;

import dev.millrace.contract.Compression;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.FileFormat;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.contract.parsing.Problem;
import dev.millrace.formats.Formats;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A contract before it is written.
///
/// @param about what is said of the sample in the first comment
/// @param packed how the files are packed
/// @param maxRecordBytes the longest record allowed
/// @param leftOut what the sample has and no column can hold
/// @param key columns that may be the key
/// @param strict whether the key is a rule
record Draft(
        String dataset,
        String about,
        Layout layout,
        Compression packed,
        int maxRecordBytes,
        List<ColumnGuess> columns,
        List<String> leftOut,
        Optional<Key> key,
        boolean strict) {
    Draft {
        columns = List.copyOf(columns);
        leftOut = List.copyOf(leftOut);
    }

    Draft(String dataset, Layout layout, Compression packed, List<ColumnGuess> columns, boolean strict) {
        this(
                dataset,
                "",
                layout,
                packed,
                FileFormat.DEFAULT_MAX_RECORD_BYTES,
                columns,
                List.of(),
                Optional.empty(),
                strict);
    }

    private Draft with(Compression packing, int recordBytes) {
        return new Draft(dataset, about, layout, packing, recordBytes, columns, leftOut, key, strict);
    }

    /// The same for files that are not packed.
    Draft unpacked() {
        return with(Compression.NONE, maxRecordBytes);
    }

    Draft withLongestRecords() {
        return with(packed, FileFormat.GREATEST_MAX_RECORD_BYTES);
    }

    boolean hasLongestRecords() {
        return maxRecordBytes == FileFormat.GREATEST_MAX_RECORD_BYTES;
    }

    Draft with(List<ColumnGuess> others) {
        return new Draft(dataset, about, layout, packed, maxRecordBytes, others, leftOut, key, strict);
    }

    Draft with(Layout other) {
        return new Draft(dataset, about, other, packed, maxRecordBytes, columns, leftOut, key, strict);
    }

    Draft without(List<String> names) {
        return new Draft(dataset, about, layout, packed, maxRecordBytes, columns, names, key, strict);
    }

    Draft with(Optional<Key> found) {
        return new Draft(dataset, about, layout, packed, maxRecordBytes, columns, leftOut, found, strict);
    }

    Draft about(String sample) {
        return new Draft(dataset, sample, layout, packed, maxRecordBytes, columns, leftOut, key, strict);
    }

    /// What a person has to decide, in words.
    List<String> decisions() {
        List<String> decisions = new ArrayList<>();
        decisions.addAll(layout.told());
        columns.forEach(column -> column.personal()
                .ifPresent(kind -> decisions.add("%s seems to hold %s; it is protected by '%s'."
                        .formatted(column.name(), kind.description(), column.protection()))));
        key.ifPresent(found -> decisions.add("%s seems to be the key.".formatted(names(found))));
        return decisions;
    }

    /// What is remarkable about the columns: above all, what they almost are.
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        columns.forEach(column -> column.told().forEach(told -> remarks.add(column.name() + ": " + told)));
        remarks.addAll(SimilarNames.told(
                columns.stream().map(ColumnGuess::header).toList(),
                columns.stream().map(ColumnGuess::name).toList()));
        return remarks;
    }

    /// The names of a key's columns.
    String names(Key found) {
        return found.columns().stream().map(i -> columns.get(i).name()).collect(Collectors.joining(" and "));
    }

    /// The contract, as a parser reads what is written of it.
    DataContract contract() throws NotUsable {
        byte[] yaml = ContractText.of(this).getBytes(StandardCharsets.UTF_8);
        ParsedContract parsed = Formats.contract(yaml);
        if (parsed instanceof ParsedContract.Accepted accepted) {
            return accepted.contract();
        }
        Problem first = ((ParsedContract.Refused) parsed).problems().get(0);
        throw new NotUsable("its columns cannot be put into a contract: " + first.message());
    }
}
