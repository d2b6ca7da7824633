package dev.millrace.sql;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// The process that has the rows in an engine. It is told everything over its standard input and answers over its
/// standard output, as [Frame] says, until the input ends.
public final class Worker {
    /// For queries that are deeply nested.
    private static final long STACK_BYTES = 16L << 20;

    private final DataInputStream in;
    private final DataOutputStream out;

    private Worker(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Worker worker = new Worker(
                new DataInputStream(new BufferedInputStream(System.in, 1 << 16)),
                new DataOutputStream(new BufferedOutputStream(System.out)));
        System.setOut(System.err);
        Thread thread = new Thread(null, worker::run, "sql", STACK_BYTES);
        thread.start();
        thread.join();
    }

    private void run() {
        try {
            work();
        } catch (EOFException e) {
            // Nobody asks any more.
        } catch (IOException e) {
            throw new IllegalStateException("The process that asks is gone", e);
        }
    }

    private void work() throws IOException {
        WorkerSettings settings = new WorkerSettings(in.readLong(), in.readLong(), in.readInt(), in.readUTF());
        String statement = text();
        String table = in.readUTF();
        Kind[] kinds = new Kind[in.readInt()];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = Kind.valueOf(in.readUTF());
        }
        try (DuckDBConnection connection = IsolatedDuckDb.open(settings);
                WorkerTable rows = WorkerTable.make(connection, statement, table, kinds)) {
            answer(Frame.READY, null);
            serve(rows, new Query(connection, settings), settings);
        } catch (SQLException e) {
            answer(Frame.FAULT, String.valueOf(e.getMessage()));
        }
    }

    private void serve(WorkerTable rows, Query query, WorkerSettings settings) throws IOException {
        @Nullable SQLException trouble = null;
        while (true) {
            byte frame = in.readByte();
            if (frame == Frame.ROWS) {
                byte[] block = in.readNBytes(in.readInt());
                trouble = trouble == null ? rows.tryToAdd(block) : trouble;
            } else {
                long millis = in.readLong();
                String text = text();
                trouble = trouble == null ? rows.tryToFinish() : trouble;
                Query.Answer answer = trouble == null
                        ? query.answer(text, millis)
                        : Query.Answer.none(Reason.ofRows(trouble, settings));
                answer(answer.isNumber() ? Frame.NUMBER : Frame.NO_ANSWER, answer.text());
            }
        }
    }

    private String text() throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private void answer(byte frame, @Nullable String text) throws IOException {
        out.writeByte(frame);
        if (text != null) {
            out.writeUTF(text);
        }
        out.flush();
    }
}
