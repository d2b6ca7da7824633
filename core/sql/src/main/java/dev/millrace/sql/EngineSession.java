package dev.millrace.sql;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.judging.resources.SqlEngine;
import dev.millrace.judging.rows.Row;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/// The rows of one file in a worker, and the queries to it.
final class EngineSession implements SqlEngine.Session {
    private static final Duration START = Duration.ofMinutes(1);

    /// How much longer than a query may take the worker has to give up on it. If it cannot, it is ended.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final TableShape shape;
    private final List<String> classified;
    private final EngineProcess process;
    private final SqlLimits limits;
    private final RowBlock block;
    private Duration left;
    private @Nullable String ended;

    EngineSession(DataContract contract, EngineProcess process, SqlLimits limits) {
        this.shape = TableShape.of(contract);
        this.classified = contract.columns().stream()
                .filter(Column::isClassified)
                .map(Column::name)
                .toList();
        this.process = process;
        this.limits = limits;
        this.block = new RowBlock(shape);
        this.left = limits.all();
    }

    /// Waits for the table to be there.
    ///
    /// @throws IOException if it cannot be
    void begin() throws IOException {
        TimerTask end = process.endAfter(START);
        String complaint;
        try {
            settings();
            if (process.in().readByte() == Frame.READY) {
                return;
            }
            complaint = process.in().readUTF();
        } catch (IOException e) {
            complaint = process.complaint();
        } finally {
            end.cancel();
        }
        throw new IOException("The engine for rules in SQL does not start: " + complaint);
    }

    private void settings() throws IOException {
        DataOutputStream out = process.out();
        out.writeLong(limits.memoryBytes());
        out.writeLong(limits.diskBytes());
        out.writeInt(limits.threads());
        out.writeUTF(process.folder().toString());
        byte[] statement = shape.statement().getBytes(StandardCharsets.UTF_8);
        out.writeInt(statement.length);
        out.write(statement);
        out.writeUTF(shape.name());
        List<Kind> kinds = shape.kinds();
        out.writeInt(kinds.size());
        for (Kind kind : kinds) {
            out.writeUTF(kind.name());
        }
        out.flush();
    }

    @Override
    public void row(Row row) throws IOException {
        block.add(row);
        if (block.isFull()) {
            send();
        }
    }

    @Override
    public BigDecimal answer(String query) throws SqlEngine.NoAnswer, IOException {
        if (ended != null) {
            throw new SqlEngine.NoAnswer(ended);
        }
        Duration time = left.compareTo(limits.query()) < 0 ? left : limits.query();
        if (time.toMillis() <= 0) {
            throw new SqlEngine.NoAnswer("the queries before it took all of the %d seconds that they have together"
                    .formatted(limits.all().toSeconds()));
        }
        long start = System.nanoTime();
        TimerTask end = process.endAfter(time.plus(GRACE));
        try {
            ask(query, time);
            return read();
        } catch (EOFException e) {
            ended = "it was not asked, for a query before it made the engine break off";
            throw new SqlEngine.NoAnswer(
                    process.overdue() ? Reason.overdue(time.toMillis()) : "the engine breaks off on it");
        } finally {
            end.cancel();
            left = left.minusNanos(System.nanoTime() - start);
        }
    }

    private void send() throws IOException {
        try {
            block.sendTo(process.out());
        } catch (IOException e) {
            throw new IOException("The engine for rules in SQL ended while it took rows", e);
        }
    }

    private void ask(String query, Duration time) throws IOException {
        if (!block.isEmpty()) {
            send();
        }
        byte[] text = query.getBytes(StandardCharsets.UTF_8);
        process.out().writeByte(Frame.QUERY);
        process.out().writeLong(time.toMillis());
        process.out().writeInt(text.length);
        process.out().write(text);
        process.out().flush();
    }

    private BigDecimal read() throws SqlEngine.NoAnswer, IOException {
        byte frame = process.in().readByte();
        String text = process.in().readUTF();
        if (frame == Frame.NUMBER) {
            return new BigDecimal(text);
        } else if (frame == Frame.NO_ANSWER) {
            throw new SqlEngine.NoAnswer(text + hint(text));
        }
        throw new IOException("The engine for rules in SQL failed: " + text);
    }

    private String hint(String reason) {
        boolean named = classified.stream().anyMatch(name -> reason.contains('"' + name + '"'));
        return named ? "; classified columns are not there for rules in SQL" : "";
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
