package dev.millrace.cli.contracts;

import dev.millrace.authoring.ContractRemarks;
import dev.millrace.authoring.inference.Inference;
import dev.millrace.authoring.inference.InferenceOptions;
import dev.millrace.authoring.inference.Inferred;
import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Printable;
import dev.millrace.judging.findings.Finding;
import dev.millrace.judging.findings.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a first contract from a sample file.
@Command(
        name = "infer",
        description =
                "Write a first contract from a sample: types, required columns, patterns, and guesses at keys, lists of values and "
                        + "data of persons. The sample keeps it; whether it is what you mean, you decide. Exit status 3 when a "
                        + "column of the sample is not kept, or the sample has flaws that no contract can allow; 4 when no "
                        + "contract can be written, because the file has another format or no row can be read.")
final class ContractInferCommand implements Callable<Integer> {
    private static final int SHOWN_FINDINGS = 10;
    private static final int SHOWN_REMARKS = 40;

    @Mixin
    private Console shown = new Console();

    @Parameters(paramLabel = "FILE", description = "The sample.")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "C", description = "Write it there, where no file may be yet.")
    private @Nullable Path out;

    @Option(names = "--dataset", paramLabel = "D", description = "Name of the dataset; else it is made of the file's.")
    private @Nullable String dataset;

    @Option(names = "--format", paramLabel = "F", description = "csv, jsonl, json or parquet; else it is found out.")
    private @Nullable String format;

    @Option(names = "--delimiter", paramLabel = "C", description = "What stands between fields; 'tab' for a tab.")
    private @Nullable String delimiter;

    @Option(names = "--header", negatable = true, description = "Whether the first line has the columns' names.")
    private @Nullable Boolean header;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Look at so many rows at most (default: ${DEFAULT-VALUE}).",
            defaultValue = "" + InferenceOptions.USUAL_ROWS)
    private long rows;

    @Option(
            names = "--strict",
            description = "Make rules of what else the sample shows: least and greatest values, lengths, the key.")
    private boolean strict;

    @Override
    public Integer call() {
        InferenceOptions options = options();
        if (!Files.isRegularFile(file)) {
            throw shown.wrongUsage("there is no file " + shownFile());
        }
        try {
            return switch (Inference.infer(new LocalFile(file), options)) {
                case Inferred.Written written -> write(written);
                case Inferred.Unusable unusable -> {
                    shown.error("no contract can be written from %s: %s".formatted(shownFile(), unusable.reason()));
                    yield Exit.FAILED;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private InferenceOptions options() {
        if (dataset != null && !DataContract.isDataset(dataset)) {
            throw shown.wrongUsage("a dataset's name is a lowercase letter and up to 62 of a-z, 0-9 and _");
        }
        if (format != null && !InferenceOptions.FORMATS.contains(format)) {
            throw shown.wrongUsage("the format is one of " + String.join(", ", InferenceOptions.FORMATS));
        }
        if (rows < 1) {
            throw shown.wrongUsage("--rows must be 1 or more");
        }
        return new InferenceOptions(
                file.toString(),
                Optional.ofNullable(dataset),
                Optional.ofNullable(format),
                Optional.ofNullable(delimiter).map(this::delimiter),
                Optional.ofNullable(header),
                rows,
                strict);
    }

    private char delimiter(String text) {
        String one = text.equals("tab") || text.equals("\\t") ? "\t" : text;
        if (one.length() != 1 || !dev.millrace.formats.csv.CsvFormat.canDelimit(one.charAt(0))) {
            throw shown.wrongUsage("a delimiter is one character such as ',', ';', '|', or 'tab'");
        }
        return one.charAt(0);
    }

    private int write(Inferred.Written written) {
        if (out == null) {
            shown.line(written.yaml().stripTrailing());
        } else {
            save(out, written.yaml());
        }
        tell("Guess", written.guesses());
        tell("Remark", written.remarks());
        ContractRemarks.of(written.contract()).forEach(shown::remark);
        written.notKept().forEach(column -> shown.error("not kept: %s".formatted(Printable.of(column))));
        int kept = written.notKept().isEmpty() ? Exit.OK : Exit.REJECTED;
        return written.findings().map(this::tell).orElse(kept);
    }

    private void tell(String what, List<String> sentences) {
        sentences.stream().limit(SHOWN_REMARKS).forEach(sentence -> shown.remark(what + ": " + sentence));
        if (sentences.size() > SHOWN_REMARKS) {
            shown.remark("%s: %,d more stand in the contract.".formatted(what, sentences.size() - SHOWN_REMARKS));
        }
    }

    private void save(Path to, String yaml) {
        try {
            Files.write(
                    to, yaml.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw shown.wrongUsage("%s exists already; it is not overwritten".formatted(to));
        } catch (IOException e) {
            throw new UncheckedIOException(to + " cannot be written", e);
        }
        shown.remark("%s is written. Read it through, then: %s"
                .formatted(Printable.of(to.toString()), shown.commands().test(file.toString(), to.toString())));
    }

    private int tell(Findings findings) {
        shown.error("the sample has flaws that no contract can allow (findings: %,d):".formatted(findings.total()));
        findings.first().stream().limit(SHOWN_FINDINGS).map(this::text).forEach(shown::remark);
        return Exit.REJECTED;
    }

    private String text(Finding finding) {
        return "%s:%d: %s".formatted(shownFile(), finding.line(), finding.message());
    }

    /// The sample's name on one line, whatever stands in it.
    private String shownFile() {
        return Printable.of(file.toString());
    }
}
