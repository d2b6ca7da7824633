package dev.millrace.contract.parsing;

import java.util.List;

/// Reads contracts: ODCS 3.1 in YAML, with `millrace.*` custom properties for what ODCS has no field for.
///
/// What only describes (`description`, `tags`, `price`, `slaProperties` and the like) is checked for its form and else
/// ignored; `servers` may not contradict the settings (see [ServersCheck]). What would change how files are judged, and
/// is not built yet (nested types, relationships and the like), is refused, never ignored. So is a field that ODCS does
/// not have.
///
/// The settings, as `customProperties` of the contract (`- property: …` with `value: …`):
///
/// | Property | Unit | Default | Example |
/// |---|---|---|---|
/// | `millrace.keyPattern` | glob over the whole object key | none: must be given | `airports/*.csv` |
/// | `millrace.controlFile` | key with `{folder}/`, `{name}`, `{key}` | each file stands for itself |
/// `{folder}/_SUCCESS` |
/// | `millrace.cadence` | `on-arrival`, `daily`, `monthly` | `on-arrival` | `daily` |
/// | `millrace.format` | `csv`, `jsonl`, `json`, `parquet` | `csv` | `jsonl` |
/// | `millrace.delimiter` | one ASCII character | `,` | `";"`, `"\t"` |
/// | `millrace.quote` | one ASCII character, or `none` | `"` | `"'"` |
/// | `millrace.header` | `present`, `none` | `present` | `none` |
/// | `millrace.encoding` | `utf-8` | `utf-8` | `utf-8` |
/// | `millrace.compression` | `none`, `gzip`, `zstd`, `auto` | `none` | `gzip` |
/// | `millrace.maxRecordBytes` | bytes, 1 to 16777216 | `1048576` | `65536` |
/// | `millrace.maxExpansion` | unpacked bytes a packed one | `250` | `1000` |
/// | `millrace.onNewVersion` | `append`, `replace`, `refuse` | none: must be given | `replace` |
/// | `millrace.onDuplicate` | `hold`, `load`, `skip` | `hold` | `skip` |
/// | `millrace.onSchemaChange` | `strict`, `reorder`, `evolve`, `permissive` | `strict` | `reorder` |
/// | `millrace.onBadRow` | `halt`, `quarantine` | `halt` | `quarantine` |
/// | `millrace.maxBadRows` | rows, or rows in a hundred | `1%` | `100`, `"0.1%"` |
/// | `millrace.fileSeverity` | fields `finding: severity`; see [FileCheck] | each is `warn` | `{no-line-end: off}` |
/// | `millrace.keepRawDays` | days, 1 to 36500 | none: for ever | `90` |
/// | `millrace.curate` | fields; see [CurationParser] | the newest row of each primary key stays |
/// `{engine: emr-serverless}` |
///
/// As `customProperties` of a column: `millrace.protect` (`tokenise`, `last4`, `email-domain`, `year`, `drop`) and
/// `millrace.severity` (`halt`, `quarantine`, `warn`).
public final class ContractParser {
    /// The `status` of a contract whose dataset takes no more files; all others are the authors' own.
    private static final String RETIRED = "retired";

    private final List<FormatKind> kinds;

    /// @param kinds of files that contracts can name; the first is that of contracts that name none
    public ContractParser(List<FormatKind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /// Reads the contract in `yaml` (UTF-8, at most 1 MiB).
    ///
    /// @return the contract, or all that is wrong with it, each with its place; never throws for what it reads
    public ParsedContract parse(byte[] yaml) {
        Problems problems = new Problems();
        return new YamlReader(problems)
                .read(yaml)
                .map(root -> new YamlNode(root, ""))
                .flatMap(root -> new ContractBuilder(problems, kinds)
                        .build(root)
                        .map(contract -> new ParsedContract.Accepted(contract, isRetired(root))))
                .filter(contract -> problems.isEmpty())
                .map(ParsedContract.class::cast)
                .orElseGet(() -> new ParsedContract.Refused(problems.inOrder()));
    }

    private static boolean isRetired(YamlNode root) {
        return root.fields()
                .get("status")
                .flatMap(YamlNode::text)
                .filter(status -> status.trim().equalsIgnoreCase(RETIRED))
                .isPresent();
    }
}
