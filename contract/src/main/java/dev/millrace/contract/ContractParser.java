package dev.millrace.contract;

/// Reads contracts: ODCS 3.1 in YAML, with `millrace.*` custom properties for what ODCS has no field for.
///
/// What only describes (`description`, `tags`, `servers`, `price`, `slaProperties` and the like) is checked for its
/// form and else ignored. What would change how files are judged, and is not built yet (`unique`, `primaryKey`,
/// `quality`, nested types, classified columns and the like), is refused, never ignored. So is a field that ODCS does
/// not have.
///
/// The settings, as `customProperties` of the contract (`- property: …` with `value: …`):
///
/// | Property | Unit | Default | Example |
/// |---|---|---|---|
/// | `millrace.keyPattern` | glob over the whole object key | none: must be given | `airports/*.csv` |
/// | `millrace.cadence` | `on-arrival`, `daily`, `monthly` | `on-arrival` | `daily` |
/// | `millrace.format` | `csv` | `csv` | `csv` |
/// | `millrace.delimiter` | one ASCII character | `,` | `";"`, `"\t"` |
/// | `millrace.maxRecordBytes` | bytes, 1 to 16777216 | `1048576` | `65536` |
/// | `millrace.onNewVersion` | `append`, `replace`, `refuse` | none: must be given | `replace` |
/// | `millrace.onDuplicate` | `hold`, `load`, `skip` | `hold` | `skip` |
public final class ContractParser {
    private ContractParser() {}

    /// Reads the contract in `yaml` (UTF-8, at most 1 MiB).
    ///
    /// @return the contract, or all that is wrong with it, each with its place; never throws for what it reads
    public static ParsedContract parse(byte[] yaml) {
        Problems problems = new Problems();
        return new YamlReader(problems)
                .read(yaml)
                .map(root -> new Spot(root, ""))
                .flatMap(root -> new ContractBuilder(problems).build(root))
                .filter(contract -> problems.isEmpty())
                .<ParsedContract>map(ParsedContract.Accepted::new)
                .orElseGet(() -> new ParsedContract.Refused(problems.inOrder()));
    }
}
