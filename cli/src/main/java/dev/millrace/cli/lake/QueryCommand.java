package dev.millrace.cli.lake;

import dev.millrace.cli.stack.Console;
import dev.millrace.cli.terminal.Answer;
import dev.millrace.cli.terminal.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs SQL over the lake.
@Command(
        name = "query",
        description =
                "Run SQL over the lake: one table a dataset, as the catalog has it. DuckDB at home, Athena on AWS.")
public final class QueryCommand implements Callable<Integer> {
    @Mixin
    private Console shown = new Console();

    @Parameters(paramLabel = "SQL", description = "One statement, such as \"SELECT count(*) FROM airports\".")
    private String sql = "";

    @Option(names = "--json", description = "One JSON object a row.")
    private boolean json;

    @Override
    public Integer call() {
        Answer answer = QueryEngine.of(shown.stack()).run(sql);
        (json ? answer.json() : answer.lines(shown.columns())).forEach(shown::line);
        if (!json) {
            shown.remark(
                    "%d row%s".formatted(answer.rows().size(), answer.rows().size() == 1 ? "" : "s"));
        }
        return Exit.OK;
    }
}
