package dev.millrace.contract.inference;

import dev.millrace.contract.LogicalType;
import java.util.List;
import java.util.Optional;

/// What is written of one column.
///
/// @param name in the lake
/// @param header in the file
/// @param personal the data of persons that it seems to hold; its values must not be shown then
/// @param remarks comments, each on a line of its own
/// @param suggestions lines of the contract that are written as comments, ready to be used
record ColumnGuess(
        String name,
        String header,
        LogicalType type,
        boolean required,
        Optional<PersonalData> personal,
        List<String> remarks,
        List<String> suggestions) {
    ColumnGuess {
        remarks = List.copyOf(remarks);
        suggestions = List.copyOf(suggestions);
    }

    /// The column before anything is known of its values: any text, or none.
    static ColumnGuess ofAnyText(String name, String header) {
        return new ColumnGuess(name, header, LogicalType.StringType.ANY, false, Optional.empty(), List.of(), List.of());
    }

    /// The same as text, for a type that did not keep what it seemed to promise.
    ColumnGuess asText() {
        return new ColumnGuess(name, header, LogicalType.StringType.ANY, required, personal, remarks, List.of());
    }

    /// How the lake keeps data of persons (`millrace.protect`): what suits the kind, if it suits the type, too.
    String protection() {
        String usual = personal.map(PersonalData::protection).orElse("");
        boolean year = type instanceof LogicalType.DateType || type instanceof LogicalType.TimestampType;
        return usual.equals("year") && !year ? "tokenise" : usual;
    }
}
