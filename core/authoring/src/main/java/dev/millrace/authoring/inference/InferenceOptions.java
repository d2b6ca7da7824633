package dev.millrace.authoring.inference;

import dev.millrace.contract.DataContract;
import java.util.List;
import java.util.Optional;

/// What is known of a sample beforehand, and how far to go.
///
/// @param file name of the sample; the dataset is named after it unless `dataset` says otherwise
/// @param format `csv`, `jsonl`, `json` or `parquet`; empty to find it out
/// @param delimiter what stands between fields; empty to find it out
/// @param header whether the first record has the columns' names; empty to find it out
/// @param rows how many rows are looked at, at most
/// @param strict whether the least and the greatest of the sample, and its key, become rules
public record InferenceOptions(
        String file,
        Optional<String> dataset,
        Optional<String> format,
        Optional<Character> delimiter,
        Optional<Boolean> header,
        long rows,
        boolean strict) {
    /// How many rows are looked at unless said otherwise: those of a file of some hundred megabytes, in a minute.
    public static final long USUAL_ROWS = 1_000_000;

    /// The formats that a sample may have.
    public static final List<String> FORMATS = List.of("csv", "jsonl", "json", "parquet");

    public InferenceOptions {
        if (rows < 1) {
            throw new IllegalArgumentException("At least one row must be looked at: " + rows);
        }
        if (format.filter(name -> !FORMATS.contains(name)).isPresent()) {
            throw new IllegalArgumentException("Not a format: " + format.get());
        }
        if (dataset.filter(name -> !DataContract.isDataset(name)).isPresent()) {
            throw new IllegalArgumentException("Not a dataset name: " + dataset.get());
        }
    }

    /// Everything is to be found out.
    public static InferenceOptions of(String file) {
        return new InferenceOptions(
                file, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), USUAL_ROWS, false);
    }

    String datasetName() {
        return dataset.orElseGet(() -> LakeName.ofDataset(file));
    }
}
