package dev.millrace.cli.lake;

import dev.millrace.cli.stack.Pauses;
import dev.millrace.cli.stack.Stack;
import dev.millrace.cli.terminal.Answer;
import dev.millrace.local.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StatementType;

/// SQL on AWS: Athena, in the stack's workgroup.
final class AthenaQuery implements QueryEngine {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final AthenaClient athena;
    private final String workGroup;
    private final String database;

    AthenaQuery(Stack stack) {
        this.athena = stack.aws().client(AthenaClient.builder());
        this.workGroup = stack.output("QueryWorkGroup");
        this.database = stack.output("CatalogDatabase");
    }

    @Override
    public Answer run(String sql) {
        String id = athena.startQueryExecution(
                        s -> s.queryString(sql).workGroup(workGroup).queryExecutionContext(c -> c.database(database)))
                .queryExecutionId();
        QueryExecution ended = await(id);
        if (ended.status().state() != QueryExecutionState.SUCCEEDED) {
            throw new UserError("The query %s: %s"
                    .formatted(ended.status().state(), ended.status().stateChangeReason()));
        }
        return answer(id, ended.statementType() == StatementType.DML);
    }

    private QueryExecution await(String id) {
        while (true) {
            QueryExecution execution =
                    athena.getQueryExecution(g -> g.queryExecutionId(id)).queryExecution();
            switch (execution.status().state()) {
                case QUEUED, RUNNING, UNKNOWN_TO_SDK_VERSION -> Pauses.pause(PAUSE);
                case SUCCEEDED, FAILED, CANCELLED -> {
                    return execution;
                }
            }
        }
    }

    /// The first row of a SELECT's first page holds the columns' names.
    private Answer answer(String id, boolean headed) {
        List<String> columns = List.of();
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (GetQueryResultsResponse page : athena.getQueryResultsPaginator(g -> g.queryExecutionId(id))) {
            columns = page.resultSet().resultSetMetadata().columnInfo().stream()
                    .map(ColumnInfo::name)
                    .toList();
            page.resultSet().rows().forEach(row -> rows.add(values(row)));
        }
        return new Answer(columns, headed && !rows.isEmpty() ? rows.subList(1, rows.size()) : rows);
    }

    private static List<@Nullable String> values(Row row) {
        List<@Nullable String> values = new ArrayList<>();
        for (Datum datum : row.data()) {
            values.add(datum.varCharValue());
        }
        return values;
    }
}
