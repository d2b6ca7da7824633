package dev.millrace.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.RaiseError;
import org.apache.spark.sql.catalyst.expressions.UserDefinedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.View;
import scala.collection.JavaConverters;

/// Tells queries that only choose and compute columns, row by row: these are cheaper computed twice than kept.
final class PlainSelect {
    private PlainSelect() {}

    /// Whether a query over one temporary view takes each of its rows by itself, and makes the same of it each time.
    static boolean is(Dataset<Row> result) {
        return isPlain(result.queryExecution().analyzed(), true);
    }

    /// Whether such a query, beside, leaves no row out, and these columns as they are: then it makes the same of rows
    /// before older ones are left out as after.
    ///
    /// @param rows what it is of
    static boolean keepsEachRow(Dataset<Row> result, Dataset<Row> rows, List<String> columns) {
        LogicalPlan plan = result.queryExecution().analyzed();
        Map<String, ExprId> there = ids(rows.queryExecution().analyzed());
        Map<String, ExprId> kept = ids(plan);
        return isPlain(plan, false)
                && columns.stream()
                        .allMatch(name ->
                                there.containsKey(name) && there.get(name).equals(kept.get(name)));
    }

    private static Map<String, ExprId> ids(LogicalPlan plan) {
        Map<String, ExprId> ids = new HashMap<>();
        JavaConverters.seqAsJavaList(plan.output()).forEach(column -> ids.put(column.name(), column.exprId()));
        return ids;
    }

    private static boolean isPlain(LogicalPlan plan, boolean mayFilter) {
        if (plan instanceof View view) {
            return view.isTempViewStoringAnalyzedPlan();
        }
        return (plan instanceof Project || plan instanceof SubqueryAlias || (mayFilter && plan instanceof Filter))
                && JavaConverters.seqAsJavaList(plan.expressions()).stream().allMatch(PlainSelect::isOfItsRow)
                && JavaConverters.seqAsJavaList(plan.children()).stream().allMatch(child -> isPlain(child, mayFilter));
    }

    /// One that raises errors by itself is none: it must not do so for older rows.
    private static boolean isOfItsRow(Expression expression) {
        return expression.deterministic()
                && !(expression instanceof RaiseError)
                && !(expression instanceof UserDefinedExpression)
                && !(expression instanceof PlanExpression)
                && JavaConverters.seqAsJavaList(expression.children()).stream().allMatch(PlainSelect::isOfItsRow);
    }
}
