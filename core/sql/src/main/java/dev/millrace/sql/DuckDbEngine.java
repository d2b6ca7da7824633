package dev.millrace.sql;

import dev.millrace.contract.DataContract;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.resources.SqlEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/// Answers the queries of a file's rules by DuckDB, in a process of its own for each file. Nothing of it is loaded
/// before a contract has such rules.
public final class DuckDbEngine implements SqlEngine {
    private final Path folder;
    private final SqlLimits limits;

    /// @param folder for what does not fit into memory, and for the library where it does not lie beside its jar;
    ///     exists. It is as it was when a session is closed.
    public DuckDbEngine(Path folder, SqlLimits limits) {
        this.folder = Objects.requireNonNull(folder).toAbsolutePath();
        this.limits = Objects.requireNonNull(limits);
    }

    /// The usual workbench with this engine, within its usual limits.
    public static JudgingResources workbench() {
        JudgingResources usual = JudgingResources.usual();
        return usual.with(new DuckDbEngine(usual.folder(), SqlLimits.usual()));
    }

    @Override
    public Session open(DataContract contract) throws IOException {
        EngineProcess process = EngineProcess.start(folder, limits);
        try {
            EngineSession session = new EngineSession(contract, process, limits);
            session.begin();
            return session;
        } catch (IOException | RuntimeException e) {
            process.close();
            throw e;
        }
    }
}
