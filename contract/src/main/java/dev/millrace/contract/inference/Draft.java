package dev.millrace.contract.inference;

import dev.millrace.contract.ContractParser;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.FileFormat;
import dev.millrace.contract.ParsedContract;
import dev.millrace.contract.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A contract before it is written.
///
/// @param about what is said of the sample in the first comment
/// @param maxRecordBytes the longest record allowed
/// @param key columns that may be the key
/// @param strict whether the key is a rule
record Draft(
        String dataset,
        String about,
        CsvLayout layout,
        int maxRecordBytes,
        List<ColumnGuess> columns,
        Optional<Key> key,
        boolean strict) {
    Draft {
        columns = List.copyOf(columns);
    }

    Draft(String dataset, CsvLayout layout, List<ColumnGuess> columns, boolean strict) {
        this(dataset, "", layout, FileFormat.DEFAULT_MAX_RECORD_BYTES, columns, Optional.empty(), strict);
    }

    Draft withLongestRecords() {
        return new Draft(dataset, about, layout, FileFormat.GREATEST_MAX_RECORD_BYTES, columns, key, strict);
    }

    Draft with(List<ColumnGuess> others) {
        return new Draft(dataset, about, layout, maxRecordBytes, others, key, strict);
    }

    Draft with(Optional<Key> found) {
        return new Draft(dataset, about, layout, maxRecordBytes, columns, found, strict);
    }

    Draft about(String sample) {
        return new Draft(dataset, sample, layout, maxRecordBytes, columns, key, strict);
    }

    /// What a person has to decide, in words.
    List<String> decisions() {
        List<String> decisions = new ArrayList<>();
        columns.forEach(column -> column.personal()
                .ifPresent(kind -> decisions.add("%s seems to hold %s; it is protected by '%s'"
                        .formatted(column.name(), kind.description(), column.protection()))));
        key.ifPresent(found -> decisions.add("%s seems to be the key".formatted(names(found))));
        return decisions;
    }

    /// The names of a key's columns.
    String names(Key found) {
        return found.columns().stream().map(i -> columns.get(i).name()).collect(Collectors.joining(" and "));
    }

    /// The contract, as a parser reads what is written of it.
    DataContract contract() throws NotUsable {
        byte[] yaml = ContractText.of(this).getBytes(StandardCharsets.UTF_8);
        ParsedContract parsed = ContractParser.parse(yaml);
        if (parsed instanceof ParsedContract.Accepted accepted) {
            return accepted.contract();
        }
        Problem first = ((ParsedContract.Refused) parsed).problems().get(0);
        throw new NotUsable("its columns cannot be put into a contract: " + first.message());
    }
}
