package dev.millrace.contract;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a data contract and its dataset are called.
///
/// @param id the contract's id
/// @param version the contract's version
/// @param dataset the dataset's name, also of its table and prefix: a lowercase letter, then up to 62 of `a-z`,
///     `0-9`, `_`; never `none` or `unmatched`; what ends in `_set_aside` is the dataset of such rows
/// @param title its name for people (ODCS top-level `name`)
public record ContractName(String id, String version, String dataset, Optional<String> title) {
    static final Pattern DATASET = Pattern.compile("[a-z][a-z0-9_]{0,72}");

    public ContractName {
        if (!DATASET.matcher(dataset).matches()
                || dataset.equals(DataContract.NO_DATASET)
                || dataset.equals(DataContract.UNMATCHED)) {
            throw new IllegalArgumentException("Not a dataset name: " + dataset);
        }
    }

    ContractName of(String otherDataset) {
        return new ContractName(id, version, otherDataset, title);
    }
}
