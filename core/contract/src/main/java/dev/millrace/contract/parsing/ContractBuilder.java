package dev.millrace.contract.parsing;

import dev.millrace.contract.Column;
import dev.millrace.contract.ContractName;
import dev.millrace.contract.Curation;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Intake;
import dev.millrace.contract.Partitioning;
import dev.millrace.contract.Policies;
import dev.millrace.contract.QualityRule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes a contract of the tree that was read.
final class ContractBuilder {
    private static final Pattern READ_VERSIONS = Pattern.compile("v3\\.[12]\\.[0-9]{1,3}");
    private static final int LONGEST_TEXT = 200;

    private final Problems problems;
    private final List<FormatKind> kinds;

    /// @param kinds of files that contracts can name
    ContractBuilder(Problems problems, List<FormatKind> kinds) {
        this.problems = problems;
        this.kinds = kinds;
    }

    /// The contract; it may be used only when there are no problems. Empty when too much is missing to make one.
    Optional<DataContract> build(YamlNode root) {
        new StructureCheck(problems).check(root, "contract");
        Fields fields = root.fields();
        checkStandard(fields);
        Settings settings = new SettingsParser(problems, kinds).parse(fields);
        Optional<Fields> object = onlyObject(fields);
        List<Column> columns = object.map(new ColumnsParser(problems)::parse).orElse(List.of());
        List<String> primaryKey =
                object.map(new PrimaryKeyParser(problems)::parse).orElse(List.of());
        List<QualityRule> quality =
                object.map(new QualityParser(problems)::parse).orElse(List.of());
        Partitioning partitioning =
                object.map(new PartitioningParser(problems)::parse).orElseGet(Partitioning.ByArrivalDate::new);
        Curation curation =
                new CurationParser(problems, columns, primaryKey).parse(settings.curate(), settings.cadence());
        Optional<String> dataset = object.flatMap(this::dataset);
        String id = shortText(fields, "id");
        String version = shortText(fields, "version");
        if (!problems.isEmpty() || dataset.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DataContract(
                new ContractName(id, version, dataset.get(), fields.text("name")),
                new Intake(
                        settings.keyPattern().orElseThrow(),
                        settings.controlFile(),
                        settings.cadence(),
                        settings.format(),
                        settings.packing()),
                new Policies(
                        settings.onNewVersion(),
                        settings.onDuplicate(),
                        settings.onSchemaChange(),
                        settings.badRows(),
                        settings.fileChecks(),
                        settings.keepRawDays()),
                columns,
                primaryKey,
                quality,
                partitioning,
                OwnersParser.parse(fields),
                curation));
    }

    private void checkStandard(Fields fields) {
        fields.text("apiVersion")
                .filter(version -> !READ_VERSIONS.matcher(version).matches())
                .ifPresent(version -> problems.add(
                        fields.near("apiVersion"),
                        "Millrace reads ODCS v3.1.x and v3.2.x; bring this contract (%s) up to v3.1.0"
                                .formatted(version)));
        fields.text("kind")
                .filter(kind -> !kind.equals("DataContract"))
                .ifPresent(kind -> problems.add(fields.near("kind"), "must be DataContract"));
    }

    private String shortText(Fields fields, String name) {
        String text = fields.text(name).orElse("");
        boolean fits =
                !text.isBlank() && text.length() <= LONGEST_TEXT && text.chars().noneMatch(Character::isISOControl);
        if (!fits && fields.text(name).isPresent()) {
            problems.add(fields.near(name), "must have 1 to %d characters in one line".formatted(LONGEST_TEXT));
        }
        return text;
    }

    private Optional<Fields> onlyObject(Fields fields) {
        List<YamlNode> objects = fields.items("schema");
        fields.get("schema")
                .filter(schema -> schema.isList() && objects.size() != 1)
                .ifPresent(schema -> problems.add(
                        schema,
                        "a contract is for one dataset, so schema has exactly one element, not %d; give each its own file"
                                .formatted(objects.size())));
        if (objects.size() != 1 || !objects.get(0).isMapping()) {
            return Optional.empty();
        }
        Fields object = objects.get(0).fields();
        object.text("logicalType")
                .filter(type -> !type.equals("object"))
                .ifPresent(type -> problems.add(object.near("logicalType"), "must be object here"));
        Unbuilt.ofObject(object, problems);
        return Optional.of(object);
    }

    private Optional<String> dataset(Fields object) {
        Optional<String> name = object.text("name");
        name.filter(text -> !DataContract.isDataset(text))
                .ifPresent(text -> problems.add(
                        object.near("name"),
                        DataContract.isReserved(text)
                                ? "'" + text + "' is reserved; choose another name"
                                : "a dataset's name is a lowercase letter and up to 62 of a-z, 0-9 and _"));
        return name.filter(DataContract::isDataset);
    }
}
