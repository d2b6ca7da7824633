package dev.millrace.spark;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.CatalogTable;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/// The catalog's types in Spark's words, and back.
///
/// The catalog has one `timestamp`, Spark and Parquet two: a contract's column without a zone is the reading of some
/// clock, and stays one in the files.
final class SparkTypes {
    /// When a row's file landed.
    static final CatalogColumn ARRIVED = new CatalogColumn("_arrived", "timestamp");

    private SparkTypes() {}

    /// What staged files have in them.
    static StructType staged(DataContract contract) {
        return of(contract, CatalogTable.columns(contract.staged()));
    }

    /// The catalog's columns as those of a data frame, all of which may be null.
    static StructType of(DataContract contract, List<CatalogColumn> columns) {
        return new StructType(columns.stream()
                .map(column -> DataTypes.createStructField(column.name(), of(contract, column), true))
                .toArray(StructField[]::new));
    }

    static DataType of(DataContract contract, CatalogColumn column) {
        if (column.type().equals("timestamp")) {
            return isLocal(contract, column.name()) ? DataTypes.TimestampNTZType : DataTypes.TimestampType;
        }
        return DataType.fromDDL(column.type());
    }

    /// Whether a column is the reading of some clock, by its contract.
    static boolean isLocal(DataContract contract, String name) {
        return contract.inLake().columns().stream()
                .filter(column -> column.name().equals(name))
                .map(Column::type)
                .anyMatch(type -> type instanceof LogicalType.TimestampType timestamp && !timestamp.zoned());
    }

    /// A column in the catalog's words.
    ///
    /// @throws JobFailure when it is of a type that tables do not have
    static CatalogColumn cataloged(StructField field) {
        DataType type = field.dataType();
        String said = type.simpleString();
        boolean known = type instanceof DecimalType
                || List.of(
                                "string",
                                "tinyint",
                                "smallint",
                                "int",
                                "bigint",
                                "float",
                                "double",
                                "boolean",
                                "date",
                                "timestamp")
                        .contains(said);
        if (said.equals("timestamp_ntz")) {
            return new CatalogColumn(field.name(), "timestamp");
        }
        if (!known) {
            throw new JobFailure(
                    "The column %s is of the type %s, which the table cannot have: make it a text, a number, a truth value, a date or a timestamp"
                            .formatted(field.name(), said));
        }
        return new CatalogColumn(field.name(), said);
    }
}
