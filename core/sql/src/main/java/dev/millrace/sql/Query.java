package dev.millrace.sql;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Timer;
import java.util.TimerTask;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Runs one query after the other, in transactions that only read.
final class Query {
    private static final long CANCEL_AGAIN_MILLIS = 100;

    private final DuckDBConnection connection;
    private final WorkerSettings settings;
    private final Gate gate;
    private final Timer timer = new Timer("sql-limit", true);

    Query(DuckDBConnection connection, WorkerSettings settings) {
        this.connection = connection;
        this.settings = settings;
        this.gate = new Gate(connection);
    }

    /// A number, or why there is none.
    ///
    /// @param text the number or the reason
    record Answer(boolean isNumber, String text) {
        static Answer none(String reason) {
            return new Answer(false, reason);
        }
    }

    /// @param millis how long it may take
    Answer answer(String query, long millis) {
        try {
            String refusal = gate.refusal(query);
            if (refusal != null) {
                return Answer.none(refusal);
            }
            execute("BEGIN TRANSACTION READ ONLY");
            try {
                return plan(query, millis);
            } finally {
                execute("ROLLBACK");
            }
        } catch (SQLException e) {
            return Answer.none(Reason.ofRunning(e, settings, millis));
        }
    }

    private void execute(String statement) throws SQLException {
        try (Statement executing = connection.createStatement()) {
            executing.execute(statement);
        }
    }

    private Answer plan(String query, long millis) throws SQLException {
        try (PreparedStatement statement = prepare(query)) {
            if (statement.getMetaData().getColumnCount() != 1) {
                return Answer.none("it answers several columns instead of one number");
            }
            TimerTask cancel = cancelAfter(millis, statement);
            try {
                return run(statement);
            } finally {
                cancel.cancel();
            }
        } catch (PlanningException e) {
            return Answer.none(Reason.ofPlanning(e.cause, settings, millis));
        }
    }

    /// A query that cannot be planned.
    private static final class PlanningException extends SQLException {
        private static final long serialVersionUID = 1;

        private final SQLException cause;

        PlanningException(SQLException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    private PreparedStatement prepare(String query) throws PlanningException {
        try {
            return connection.prepareStatement(query);
        } catch (SQLException e) {
            throw new PlanningException(e);
        }
    }

    /// It is cancelled over and over: a statement that does not run yet does not hear of it.
    private TimerTask cancelAfter(long millis, PreparedStatement statement) {
        TimerTask task = new TimerTask() {
            @Override
            public void run() {
                try {
                    statement.cancel();
                } catch (SQLException e) {
                    cancel();
                }
            }
        };
        timer.schedule(task, millis, CANCEL_AGAIN_MILLIS);
        return task;
    }

    private static Answer run(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            if (!result.next()) {
                return Answer.none("it answers no row instead of one number");
            }
            Answer answer = number(result.getObject(1));
            return result.next() ? Answer.none("it answers several rows instead of one number") : answer;
        }
    }

    private static Answer number(@Nullable Object value) {
        if (value == null) {
            return Answer.none("it answers NULL instead of a number");
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number)
                    ? new Answer(true, new BigDecimal(value.toString()).toString())
                    : Answer.none("it answers no finite number");
        } else if (value instanceof Number) {
            return new Answer(true, value.toString());
        }
        return Answer.none("it answers something else than a number");
    }
}
