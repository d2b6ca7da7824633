package dev.millrace.targets.lake.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.targets.lake.CatalogTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/// What a dataset's Parquet files have in them: `_oid`, `_line`, and the columns that are not for partitioning.
///
/// @param message the same as Parquet's type
record LakeSchema(List<StoredColumn> columns, MessageType message) {
    /// How many columns stand before those of the contract.
    static final int OWN_COLUMNS = 2;

    static LakeSchema of(DataContract contract) {
        List<StoredColumn> columns = new ArrayList<>();
        for (Column column : CatalogTable.stored(contract)) {
            columns.add(StoredColumn.of(column, contract.indexOf(column.name())));
        }
        List<Type> types = new ArrayList<>();
        types.add(Types.required(PrimitiveTypeName.BINARY).as(stringType()).named(CatalogTable.OID));
        types.add(Types.required(PrimitiveTypeName.INT64).named(CatalogTable.LINE));
        columns.forEach(column -> types.add(column.type()));
        return new LakeSchema(List.copyOf(columns), new MessageType(contract.dataset(), types));
    }
}
