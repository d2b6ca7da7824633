package dev.millrace.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.millrace.protocols.InputFile;
import dev.millrace.targets.lake.CatalogTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// What the manifest says of files that rows need: when each landed, and in which order.
final class Arrivals {
    /// The place of a row's file in the manifest, from 0; -1 for rows that were there before the run.
    static final String ORDER = "_order";

    private static final StructType FILES = new StructType()
            .add(CatalogTable.OID, DataTypes.StringType)
            .add(SparkTypes.ARRIVED.name(), DataTypes.TimestampType)
            .add(ORDER, DataTypes.IntegerType);

    private final SparkSession spark;
    private final List<InputFile> files;
    private final List<String> withdrawn;

    /// @param withdrawn oids whose rows are no longer wanted
    Arrivals(SparkSession spark, List<InputFile> files, List<String> withdrawn) {
        this.spark = spark;
        this.files = files;
        this.withdrawn = withdrawn;
    }

    private Dataset<Row> table() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            rows.add(RowFactory.create(files.get(i).oid(), files.get(i).arrived(), i));
        }
        return broadcast(spark.createDataFrame(rows, FILES));
    }

    /// Gives rows of the run's files the moment of their arrival, and [#ORDER].
    Dataset<Row> arrived(Dataset<Row> rows) {
        return rows.join(table(), CatalogTable.OID);
    }

    /// Gives any rows [#ORDER], by their `_oid`.
    Dataset<Row> ordered(Dataset<Row> rows) {
        Dataset<Row> order = table().drop(SparkTypes.ARRIVED.name());
        return rows.join(order, new String[] {CatalogTable.OID}, "left").na().fill(-1, new String[] {ORDER});
    }

    /// Leaves out the rows of files that another file of the run replaces, wherever the two stand in it: which version
    /// replaces which does not depend on when each was recorded or released.
    Dataset<Row> withoutReplaced(Dataset<Row> rows) {
        Set<String> replaced = new HashSet<>(replaced());
        replaced.retainAll(files.stream().map(InputFile::oid).collect(Collectors.toSet()));
        return without(rows, replaced);
    }

    /// The files of the run whose rows go into the table: they have some, and no other file of the run replaces them.
    List<InputFile> counting() {
        Set<String> replaced = replaced();
        return files.stream()
                .filter(file -> file.rows() > 0 && !replaced.contains(file.oid()))
                .toList();
    }

    /// Leaves out rows of these oids; rows without an oid stay.
    Dataset<Row> without(Dataset<Row> rows, Set<String> oids) {
        if (oids.isEmpty()) {
            return rows;
        }
        Dataset<Row> left = spark.createDataFrame(
                oids.stream().sorted().map(oid -> RowFactory.create(oid)).toList(),
                new StructType().add(CatalogTable.OID, DataTypes.StringType));
        return rows.join(broadcast(left), rows.col(CatalogTable.OID).equalTo(left.col(CatalogTable.OID)), "left_anti");
    }

    /// All oids whose rows, where they were in the table before, are not there after the run.
    Set<String> superseded() {
        Stream<String> ofFiles =
                files.stream().flatMap(file -> Stream.concat(Stream.of(file.oid()), file.replaces().stream()));
        return Stream.concat(ofFiles, withdrawn.stream()).collect(Collectors.toSet());
    }

    /// The oids that files of the run replace.
    Set<String> replaced() {
        return files.stream().flatMap(file -> file.replaces().stream()).collect(Collectors.toSet());
    }

    /// The newest row first.
    static Column[] newestFirst() {
        return new Column[] {
            col(SparkTypes.ARRIVED.name()).desc_nulls_last(),
            col(ORDER).desc(),
            col(CatalogTable.LINE).desc_nulls_last(),
            col(CatalogTable.OID).desc_nulls_last()
        };
    }
}
