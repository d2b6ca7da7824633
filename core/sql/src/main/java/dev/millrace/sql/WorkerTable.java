package dev.millrace.sql;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// The table of a worker, while it is filled.
final class WorkerTable implements AutoCloseable {
    /// Of texts that DuckDB has not counted as memory yet.
    private static final int MOST_TEXT_BYTES = 4 << 20;

    private final DuckDBAppender appender;
    private final Kind[] kinds;
    private int textBytes;

    private WorkerTable(DuckDBAppender appender, Kind[] kinds) {
        this.appender = appender;
        this.kinds = kinds;
    }

    static WorkerTable make(DuckDBConnection connection, String statement, String name, Kind[] kinds)
            throws SQLException {
        try (Statement making = connection.createStatement()) {
            making.execute(statement);
        }
        return new WorkerTable(connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, name), kinds);
    }

    /// Adds rows; answers why it cannot.
    @Nullable SQLException tryToAdd(byte[] block) {
        ByteBuffer bytes = ByteBuffer.wrap(block);
        try {
            while (bytes.hasRemaining()) {
                addRow(bytes);
            }
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    /// Makes sure of all rows; answers why it cannot.
    @Nullable SQLException tryToFinish() {
        try {
            appender.flush();
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    private void addRow(ByteBuffer bytes) throws SQLException {
        appender.beginRow();
        for (Kind kind : kinds) {
            if (bytes.get() == Kind.NO_VALUE) {
                appender.appendNull();
            } else {
                addValue(kind, bytes);
            }
        }
        appender.endRow();
        if (textBytes > MOST_TEXT_BYTES) {
            appender.flush();
            textBytes = 0;
        }
    }

    private void addValue(Kind kind, ByteBuffer bytes) throws SQLException {
        switch (kind) {
            case BOOLEAN -> appender.append(bytes.getLong() != 0);
            case BITS_8 -> appender.append((byte) bytes.getLong());
            case BITS_16 -> appender.append((short) bytes.getLong());
            case BITS_32 -> appender.append((int) bytes.getLong());
            case BITS_64 -> appender.append(bytes.getLong());
            case DECIMAL_16 -> appender.appendDecimal((short) bytes.getLong());
            case DECIMAL_32 -> appender.appendDecimal((int) bytes.getLong());
            case DECIMAL_64 -> appender.appendDecimal(bytes.getLong());
            case DECIMAL_128 -> appender.appendDecimal(bytes.getLong(), bytes.getLong());
            case FLOAT -> appender.append((float) bytes.getDouble());
            case DOUBLE -> appender.append(bytes.getDouble());
            case DATE -> appender.appendEpochDays((int) bytes.getLong());
            case TIME -> appender.appendDayMicros(bytes.getLong());
            case TIMESTAMP -> appender.appendEpochMicros(bytes.getLong());
            case TEXT -> {
                byte[] text = new byte[bytes.getInt()];
                bytes.get(text);
                appender.append(text);
                textBytes += text.length;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        appender.close();
    }
}
