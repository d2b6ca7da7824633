package dev.millrace.cli.stack;

import dev.millrace.contract.Printable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A function as people name it: `validate-file`, `ValidateFile` or `ValidateFileFunction`.
///
/// @param logicalId in the template, such as `ValidateFileFunction`
public record FunctionName(String logicalId) {
    private static final String END = "Function";

    public static FunctionName of(String text) {
        if (!text.matches("[A-Za-z][A-Za-z0-9-]{0,100}")) {
            throw new TypeConversionException(
                    "'%s' is no function; name one such as validate-file".formatted(Printable.of(text, 60)));
        }
        var name = new StringBuilder();
        for (String word : text.split("-", -1)) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return new FunctionName(name.toString().endsWith(END) ? name.toString() : name + END);
    }

    /// For the command line.
    public static final class Converter implements ITypeConverter<FunctionName> {
        @Override
        public FunctionName convert(String value) {
            return of(value);
        }
    }
}
