package dev.millrace.local.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a crawler looks at, and what it does with that.
///
/// @param role name or ARN
/// @param prefix of the keys, with a slash at its end; empty for the whole bucket
/// @param database where its table is
/// @param table its name
/// @param updates whether a changed table is written; else it stays as it is
/// @param onlyAdds whether an update adds columns and takes none away
/// @param inherits whether partitions have the table's columns
/// @param deletes whether partitions that are gone are taken out
record CrawlerTarget(
        String crawler,
        String role,
        String bucket,
        String prefix,
        String database,
        String table,
        boolean updates,
        boolean onlyAdds,
        boolean inherits,
        boolean deletes) {
    private static final Pattern S3_PATH = Pattern.compile("s3://([a-z0-9][a-z0-9.-]+)(?:/(.*))?");

    /// Reads a crawler's definition.
    ///
    /// @param definition as CreateCrawler has it
    /// @throws Refusal when it is one that cannot be run at home, or nowhere
    static CrawlerTarget of(JsonNode definition) {
        JsonNode targets = definition.path("Targets");
        JsonNode paths = targets.path("S3Targets");
        if (targets.size() != 1 || paths.size() != 1) {
            throw new Refusal("InvalidInputException", "At home a crawler has one S3 target, and no others");
        }
        Matcher path = S3_PATH.matcher(paths.path(0).path("Path").asText());
        if (!path.matches()) {
            throw new Refusal(
                    "InvalidInputException",
                    "The target is no path of S3: " + paths.path(0).path("Path"));
        }
        String prefix = path.group(2) == null ? "" : path.group(2).replaceAll("/*$", "");
        JsonNode policy = definition.path("SchemaChangePolicy");
        JsonNode output = configuration(definition).path("CrawlerOutput");
        return new CrawlerTarget(
                definition.path("Name").asText(),
                definition.path("Role").asText(),
                path.group(1),
                prefix.isEmpty() ? "" : prefix + "/",
                definition.path("DatabaseName").asText(),
                tableName(definition.path("TablePrefix").asText(), prefix.isEmpty() ? path.group(1) : prefix),
                policy.path("UpdateBehavior").asText("UPDATE_IN_DATABASE").equals("UPDATE_IN_DATABASE"),
                output.path("Tables").path("AddOrUpdateBehavior").asText().equals("MergeNewColumns"),
                output.path("Partitions").path("AddOrUpdateBehavior").asText().equals("InheritFromTable"),
                policy.path("DeleteBehavior").asText().equals("DELETE_FROM_DATABASE"));
    }

    /// Where the table lies, such as `s3://bucket/staging/orders/`.
    String location() {
        return "s3://%s/%s".formatted(bucket, prefix);
    }

    /// A table is called as the last folder of its path, in the letters that Athena takes.
    private static String tableName(String tablePrefix, String path) {
        String folder = path.substring(path.lastIndexOf('/') + 1);
        return (tablePrefix + folder).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    }

    private static JsonNode configuration(JsonNode definition) {
        try {
            String text = definition.path("Configuration").asText();
            return text.isBlank() ? MissingNode.getInstance() : ProtocolJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Refusal("InvalidInputException", "The configuration is no JSON: " + e.getOriginalMessage());
        }
    }
}
