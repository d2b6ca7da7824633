package dev.millrace.cli.lake;

import dev.millrace.cli.stack.Aws;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Answer;

/// Answers SQL over the lake.
public interface QueryEngine {
    /// Runs one statement.
    ///
    /// @throws dev.millrace.local.UserError when the engine refuses it, with the engine's words
    Answer run(String sql);

    /// The engine for where a stack is.
    static QueryEngine of(Stack stack) {
        return switch (stack.aws()) {
            case Aws.Local local -> new LocalQuery(stack);
            case Aws.Account account -> new AthenaQuery(stack);
        };
    }
}
