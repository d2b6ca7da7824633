package dev.millrace.cli.contracts;

import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.parsing.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A data contract in a file of this machine.
public record ContractFile(Path file) {
    /// Its bytes.
    ///
    /// @throws picocli.CommandLine.ParameterException when there is no such file
    byte[] bytes(Console shown) {
        if (!Files.isRegularFile(file)) {
            throw shown.wrongUsage("there is no file " + file);
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /// The bytes of a file that lies beside it; empty when there is none.
    public Optional<byte[]> beside(String name) {
        Path other = file.resolveSibling(name);
        if (!Files.isRegularFile(other)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(other));
        } catch (IOException e) {
            throw new UncheckedIOException(other + " cannot be read", e);
        }
    }

    /// Tells what is wrong with it.
    ///
    /// @return the exit status for that
    int tell(List<Problem> problems, Console shown) {
        problems.forEach(problem -> shown.remark("%s:%d:%d: %s%s"
                .formatted(
                        file,
                        problem.line(),
                        problem.column(),
                        problem.path().isEmpty() ? "" : problem.path() + ": ",
                        problem.message())));
        return Exit.USAGE;
    }
}
