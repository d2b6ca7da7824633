package dev.millrace.cli;

import dev.millrace.local.cloud.NoticeQueue;
import dev.millrace.local.cloud.SentNotice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/// All that batches leave behind, as text: what was stored, logged, published and passed from state to state. For
/// tests of what must stand nowhere.
final class Traces {
    private final TestCloud cloud;
    private final Path folder;
    private final Map<String, String> texts = new LinkedHashMap<>();

    /// @param folder where copies may be put
    Traces(TestCloud cloud, Path folder) {
        this.cloud = cloud;
        this.folder = folder;
    }

    /// Where a text stands, whatever its case.
    List<String> of(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return texts.entrySet().stream()
                .filter(trace -> trace.getValue().toLowerCase(Locale.ROOT).contains(wanted))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// What was looked at.
    List<String> places() {
        return List.copyOf(texts.keySet());
    }

    /// Looks at every version of the objects of a dataset in a bucket, values in Parquet included.
    ///
    /// @param output name of the stack's output that names the bucket
    /// @param leaveOut a key that is not looked at
    void bucket(String output, String dataset, String leaveOut) {
        String bucket = cloud.stack().output(output);
        cloud.stack().s3().listObjectVersionsPaginator(l -> l.bucket(bucket)).versions().stream()
                .filter(object ->
                        object.key().contains(dataset) && !object.key().equals(leaveOut))
                .forEach(object -> texts.put(
                        "s3://%s/%s %s".formatted(bucket, object.key(), object.versionId()), content(bucket, object)));
    }

    private String content(String bucket, ObjectVersion object) {
        Path copy = folder.resolve("copy-" + texts.size());
        cloud.stack()
                .s3()
                .getObject(
                        g -> g.bucket(bucket).key(object.key()).versionId(object.versionId()),
                        ResponseTransformer.toFile(copy));
        return raw(copy) + (object.key().endsWith(".parquet") ? values(copy) : "");
    }

    private static String values(Path parquet) {
        var values = new StringBuilder();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT CAST(t AS VARCHAR) FROM read_parquet('%s') t".formatted(parquet))) {
            while (rows.next()) {
                values.append('\n').append(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(parquet + " cannot be read", e);
        }
        return values.toString();
    }

    /// Looks at the logs of the home - the cloud's, the job server's, the jobs' - and at all log groups.
    void logs() {
        try (Stream<Path> files = Files.walk(cloud.home().made("logs"))) {
            files.filter(Files::isRegularFile).forEach(file -> texts.put(file.toString(), raw(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (CloudWatchLogsClient logs = cloud.access().client(CloudWatchLogsClient.builder())) {
            logs.describeLogGroupsPaginator().logGroups().stream()
                    .map(group -> group.logGroupName())
                    .forEach(group -> texts.put("log of " + group, events(logs, group)));
        }
    }

    private static String events(CloudWatchLogsClient logs, String group) {
        return String.join(
                "\n",
                logs.filterLogEventsPaginator(f -> f.logGroupName(group)).events().stream()
                        .map(FilteredLogEvent::message)
                        .toList());
    }

    /// Looks at all notices so far.
    void notices() {
        for (SentNotice notice : NoticeQueue.read(cloud.access())) {
            texts.put("notice of " + notice.at() + " " + texts.size(), notice.subject() + "\n" + notice.message());
        }
    }

    /// Looks at all that stands in the audit table.
    void auditTable() {
        try (DynamoDbClient dynamo = cloud.access().client(DynamoDbClient.builder())) {
            dynamo.scanPaginator(s -> s.tableName(cloud.stack().output("AuditTable"))).items().stream()
                    .forEach(item ->
                            texts.put("item " + item.get("dataset") + " " + item.get("object"), item.toString()));
        }
    }

    /// Looks at all that the executions of a state machine took and gave whose names begin so.
    ///
    /// @param machine its ARN
    void executions(String machine, String name) {
        cloud.sfn().listExecutionsPaginator(l -> l.stateMachineArn(machine)).executions().stream()
                .filter(execution -> execution.name().startsWith(name))
                .forEach(execution -> {
                    var found = new ArrayList<String>();
                    cloud.history(execution.executionArn()).forEach(event -> collect(event, found));
                    texts.put("history of " + execution.executionArn(), String.join("\n", found));
                });
    }

    /// The SDK hides inputs and outputs where it prints events.
    private static void collect(@Nullable Object value, List<String> found) {
        switch (value) {
            case null -> {}
            case String text -> found.add(text);
            case SdkPojo structure ->
                structure.sdkFields().forEach(field -> collect(field.getValueOrDefault(structure), found));
            case List<?> list -> list.forEach(member -> collect(member, found));
            default -> {}
        }
    }

    private static String raw(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
