package dev.millrace.formats;

import dev.millrace.contract.FileFormat;
import dev.millrace.contract.parsing.ContractParser;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.adapters.FormatAdapter;
import dev.millrace.formats.csv.CsvFiles;
import dev.millrace.formats.json.JsonFiles;
import dev.millrace.formats.parquet.ParquetFiles;
import java.util.List;

/// The formats of files that Millrace reads: one folder each, all of them listed here.
public final class Formats {
    /// Every format; the first is that of contracts that name none.
    public static final List<FormatAdapter> ALL = List.of(new CsvFiles(), new JsonFiles(), new ParquetFiles());

    private static final ContractParser CONTRACTS = new ContractParser(List.copyOf(ALL));

    private Formats() {}

    /// Reads the contract in `yaml` (UTF-8, at most 1 MiB), of files of any of these formats.
    ///
    /// @return the contract, or all that is wrong with it, each with its place; never throws for what it reads
    public static ParsedContract contract(byte[] yaml) {
        return CONTRACTS.parse(yaml);
    }

    /// What reads files of a format.
    public static FormatAdapter of(FileFormat format) {
        return ALL.stream()
                .filter(adapter -> adapter.names().contains(format.text()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No reader of " + format.title()));
    }
}
