package dev.millrace.authoring.inference;

import dev.millrace.contract.LogicalType;
import dev.millrace.contract.Range;
import java.util.List;
import java.util.Optional;

/// What is written of one column.
///
/// @param name in the lake
/// @param header in the file
/// @param kind what the file itself says of its values
/// @param full whether each row of the sample has a value
/// @param required whether the next file's rows must have one, too
/// @param personal the data of persons that it seems to hold; its values must not be shown then
/// @param told what the person who infers is told at once, in sentences
/// @param remarks comments, each on a line of its own
/// @param suggestions lines of the contract that are written as comments, ready to be used
record ColumnGuess(
        String name,
        String header,
        ValueKind kind,
        LogicalType type,
        boolean full,
        boolean required,
        Optional<PersonalData> personal,
        List<String> told,
        List<String> remarks,
        List<String> suggestions) {
    ColumnGuess {
        told = List.copyOf(told);
        remarks = List.copyOf(remarks);
        suggestions = List.copyOf(suggestions);
    }

    /// The column before anything is known of its values: any text, or none.
    static ColumnGuess ofAnyText(String name, String header) {
        return new ColumnGuess(
                name,
                header,
                ValueKind.ANY,
                LogicalType.StringType.ANY,
                false,
                false,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }

    /// The same for values of a kind.
    ColumnGuess of(ValueKind otherKind) {
        return new ColumnGuess(name, header, otherKind, type, full, required, personal, told, remarks, suggestions);
    }

    /// The same for values that are of a type already.
    ColumnGuess typed(LogicalType fixed) {
        return new ColumnGuess(
                name, header, ValueKind.TYPED, fixed, full, required, personal, told, remarks, suggestions);
    }

    /// The same with the type that takes most, for a sample that did not keep what it seemed to promise.
    ColumnGuess widest() {
        return new ColumnGuess(name, header, kind, widestType(), full, required, personal, told, remarks, List.of());
    }

    private LogicalType widestType() {
        return switch (kind) {
            case ANY, STRING -> LogicalType.StringType.ANY;
            case NUMBER -> new LogicalType.FloatType(false, Range.all());
            case TRUTH -> new LogicalType.BooleanType();
            case TYPED -> type instanceof LogicalType.StringType ? LogicalType.StringType.ANY : type;
        };
    }

    /// How the lake keeps data of persons (`millrace.protect`): what suits the kind, if it suits the type, too.
    String protection() {
        String usual = personal.map(PersonalData::protection).orElse("");
        if (type instanceof LogicalType.FloatType || type instanceof LogicalType.BooleanType) {
            return "drop";
        }
        boolean fits = switch (usual) {
            case "year" -> type instanceof LogicalType.DateType || type instanceof LogicalType.TimestampType;
            case "last4", "email-domain" -> type instanceof LogicalType.StringType;
            default -> true;
        };
        return fits ? usual : "tokenise";
    }
}
