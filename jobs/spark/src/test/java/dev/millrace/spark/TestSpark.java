package dev.millrace.spark;

import org.apache.spark.sql.SparkSession;

/// One Spark for all tests of the JVM. Its defaults are what a cluster may have, not what the job wants.
final class TestSpark {
    private TestSpark() {}

    static final SparkSession SESSION = SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            // A few rows are sooner read than a program for them is compiled.
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.sql.session.timeZone", "Asia/Tokyo")
            .config("spark.sql.parquet.outputTimestampType", "INT96")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/millrace-warehouse")
            .getOrCreate();
}
