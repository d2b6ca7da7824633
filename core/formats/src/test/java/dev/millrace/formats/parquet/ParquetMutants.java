package dev.millrace.formats.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Good files, from which bad ones can be made.
final class ParquetMutants {
    /// The ways in which they are written.
    static final List<String> OPTIONS = List.of(
            "COMPRESSION uncompressed",
            "COMPRESSION uncompressed, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1",
            "COMPRESSION snappy",
            "COMPRESSION gzip",
            "COMPRESSION zstd",
            "COMPRESSION lz4_raw");

    private static final Map<String, byte[]> GOOD = new ConcurrentHashMap<>();

    private ParquetMutants() {}

    static byte[] good(String options) {
        return GOOD.computeIfAbsent(options, ParquetMutants::write);
    }

    private static byte[] write(String options) {
        try (DuckDb duckdb = new DuckDb()) {
            Path file = Files.createTempFile("good", ".parquet");
            try {
                String query = """
                        SELECT CASE WHEN i %% 5 > 0 THEN i * i END::BIGINT AS a,
                          CASE WHEN i %% 7 > 0 THEN 'text ' || (i %% 20) END AS s,
                          i::BIGINT AS c0, (i / 8)::DOUBLE AS f, (i %% 2 = 0) AS b, i::DECIMAL(20, 2) AS d
                        FROM range(2000) r(i)
                        """.replace("%%", "%");
                return Files.readAllBytes(duckdb.copy(query, file, options));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
