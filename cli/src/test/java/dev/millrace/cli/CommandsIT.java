package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.base.json.Json;
import dev.millrace.cli.terminal.Exit;
import dev.millrace.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The commands as a person types them.
@ExtendWith(TestCloud.Extension.class)
class CommandsIT {
    private static final String CITIES = """
            apiVersion: v3.1.0
            kind: DataContract
            id: urn:millrace:test:cities
            version: 1.0.0
            status: active
            schema:
              - name: cities
                properties:
                  - name: name
                    logicalType: string
                    required: true
                  - name: people
                    logicalType: integer
                  - name: country
                    logicalType: string
                    required: true
                    partitioned: true
                    partitionKeyPosition: 1
            team:
              name: Cartographers
            support:
              - channel: maps
                tool: email
                url: mailto:maps@example.org
            customProperties:
              - property: millrace.keyPattern
                value: commands/cities/*.csv
              - property: millrace.onNewVersion
                value: append
            """;

    private final TestCloud cloud;

    @TempDir
    Path folder;

    CommandsIT(TestCloud cloud) {
        this.cloud = cloud;
    }

    @BeforeAll
    static void apply(TestCloud cloud) {
        cloud.apply(CITIES.getBytes(StandardCharsets.UTF_8));
        cloud.apply(Samples.contract());
    }

    @Test
    void waitsForAGoodFileAndQueriesItsRows() throws IOException {
        Path file = file("good.csv", "name,people,country\nDelft,103000,NL\nUtrecht,362000,NL\nLille,,FR\n");
        TestCloud.Run put = put(file, "commands/cities/good.csv");
        assertThat(put.status()).as(put.err()).isEqualTo(Exit.OK);
        assertThat(put.out()).contains("INGESTED");
        TestCloud.Run query = cloud.run(
                "query",
                "--json",
                "SELECT country, count(*) AS n, sum(people) AS people FROM cities WHERE country IN ('FR', 'NL') GROUP BY 1 ORDER BY 1");
        assertThat(query.out().lines())
                .containsExactly(
                        "{\"country\":\"FR\",\"n\":\"1\",\"people\":null}",
                        "{\"country\":\"NL\",\"n\":\"2\",\"people\":\"465000\"}");
    }

    @Test
    void endsWith3WhenAFileIsRejectedAndSaysWhy() throws IOException {
        Path file = file("bad.csv", "name,people,country\nDelft,many,NL\n");
        TestCloud.Run put = put(file, "commands/cities/bad.csv");
        assertThat(put.status()).isEqualTo(Exit.REJECTED);
        TestCloud.Run show = cloud.run("show", "commands/cities/bad.csv");
        assertThat(show.out())
                .contains(
                        "REJECTED",
                        "line 2: people: ",
                        "[many]",
                        "What to do",
                        cloud.stack().output("FailedBucket"));
    }

    @Test
    void endsWith0ForAFileThatWaitsForItsBatchAndSaysSo() throws IOException {
        Path file = file("daily.csv", new String(Samples.good(), StandardCharsets.UTF_8));
        TestCloud.Run put = put(file, "events/orders/daily.csv");
        assertThat(put.status()).isEqualTo(Exit.OK);
        assertThat(put.err()).contains("NEW until the next daily batch");
    }

    @Test
    void endsWith124WhenTheTimeIsUp() throws IOException {
        Path file = file("slow.csv", "name,people,country\nBern,134000,CH\n");
        TestCloud.Run put =
                cloud.run("put", file.toString(), "--key", "commands/cities/slow.csv", "--wait", "--timeout", "0s");
        assertThat(put.status()).isEqualTo(Exit.TIMEOUT);
    }

    @Test
    void listsOneObjectALineAsJson() throws IOException {
        put(file("listed.csv", "name,people,country\nGhent,265000,BE\n"), "commands/cities/listed.csv");
        String line = cloud.run("ls", "--dataset", "cities", "--state", "ingested", "--json")
                .out()
                .lines()
                .filter(l -> l.contains("listed.csv"))
                .findFirst()
                .orElseThrow();
        JsonNode record = Json.MAPPER.readTree(line);
        assertThat(record.fieldNames())
                .toIterable()
                .contains(
                        "bucket",
                        "key",
                        "versionId",
                        "oid",
                        "dataset",
                        "state",
                        "size",
                        "rows",
                        "executionArn",
                        "reason",
                        "history");
        assertThat(record.path("rows").asLong()).isEqualTo(1);
        assertThat(record.path("history")).hasSizeGreaterThan(2);
    }

    @Test
    void findsAnObjectByAnyOfItsNames() {
        var object = cloud.put("commands/cities/named#1.csv", "name,people,country\nRiga,605000,LV\n");
        cloud.awaitEnd(object);
        String place = "s3://" + object.bucket() + "/" + object.key();
        assertThat(new String[] {
                    object.id().hex(),
                    object.id().hex().substring(0, 12),
                    object.key(),
                    object.key() + "#" + object.versionId(),
                    place
                })
                .allSatisfy(name -> assertThat(cloud.run("show", name).out())
                        .contains(object.id().hex()));
        assertThat(cloud.run("show", "commands/cities/none.csv").status()).isEqualTo(Exit.FAILURE);
    }

    @Test
    void showsHostileKeysEscaped() {
        var object = cloud.put("commands/odd/\u202Egnp.\u001B[31m.csv", "x\n");
        cloud.awaitEnd(object);
        assertThat(cloud.run("ls", "--dataset", "unmatched").out())
                .contains("\\u202E", "\\u001B")
                .doesNotContain("\u202E", "\u001B");
    }

    @Test
    void refusesAWrongContractWithTheLinesOfAllItsErrors() throws IOException {
        Path file = file(
                "wrong.odcs.yaml",
                CITIES.replace("logicalType: integer", "logicalType: whole").replace("v3.1.0", "v1"));
        TestCloud.Run apply = cloud.run("contract", "apply", file.toString());
        assertThat(apply.status()).isEqualTo(Exit.USAGE);
        assertThat(apply.err().lines().filter(line -> line.matches(".*wrong\\.odcs\\.yaml:\\d+:\\d+: .+")))
                .hasSizeGreaterThanOrEqualTo(2)
                .anyMatch(line -> line.contains("wrong.odcs.yaml:13:"));
    }

    @Test
    void refusesAnOverlappingContractNamingTheOtherAndAKey() throws IOException {
        Path file = file(
                "overlap.odcs.yaml",
                CITIES.replace("- name: cities", "- name: towns").replace("cities/*.csv", "*/a*.csv"));
        TestCloud.Run apply = cloud.run("contract", "apply", file.toString());
        assertThat(apply.status()).isEqualTo(Exit.USAGE);
        assertThat(apply.err()).contains("'cities'").containsPattern("commands/cities/a[^']*\\.csv");
    }

    @Test
    void invokesAFunctionWithAnExampleEvent() {
        String event =
                cloud.checkout().root().resolve("events/ValidateFile.json").toString();
        TestCloud.Run invoke = cloud.run("invoke", "validate-file", "-e", event);
        assertThat(invoke.status()).as(invoke.err()).isEqualTo(Exit.OK);
        assertThat(invoke.out()).contains("\"verdict\" : \"VALID\"");
    }

    @Test
    void endsWith1WhenAFunctionEndsWithAnError() throws IOException {
        Path event = file("unknown-state.json", "{\"state\": \"Nothing\", \"execution\": \"x\", \"input\": {}}");
        TestCloud.Run invoke = cloud.run("invoke", "ValidateFileFunction", "-e", event.toString());
        assertThat(invoke.status()).isEqualTo(Exit.FAILURE);
        assertThat(invoke.err()).contains("UnknownState", "./millrace logs");
    }

    @Test
    void makesEveryExampleEventReady() throws IOException {
        TestCloud.Run events = cloud.run("events");
        assertThat(events.status()).as(events.err()).isEqualTo(Exit.OK);
        try (var files = Files.list(cloud.home().folder().resolve("events"))) {
            assertThat(files.toList())
                    .hasSizeGreaterThan(5)
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("${"));
        }
    }

    @Test
    void printsAFunctionsLog() {
        cloud.awaitEnd(cloud.put("commands/cities/logged.csv", "name,people,country\nOslo,709000,NO\n"));
        assertThat(cloud.run("logs", "validate-file", "--since", "1h").out()).contains("Validate File");
    }

    @Test
    void keepsQueriesAwayFromThisMachine() {
        TestCloud.Run query = cloud.run("query", "SELECT * FROM read_csv('/etc/passwd')");
        assertThat(query.status()).isEqualTo(Exit.FAILURE);
        assertThat(query.err()).startsWith("millrace: ").doesNotContain("root:");
    }

    @Test
    void endsWith2OnWrongUsage() {
        assertThat(cloud.run("put").status()).isEqualTo(Exit.USAGE);
        assertThat(cloud.run("put", "/no/such/file").status()).isEqualTo(Exit.USAGE);
        assertThat(cloud.run("ls", "--state", "lost").status()).isEqualTo(Exit.USAGE);
        assertThat(cloud.run("frobnicate").err()).startsWith("millrace: ");
    }

    private TestCloud.Run put(Path file, String key) {
        return cloud.run("put", file.toString(), "--key", key, "--wait", "--timeout", "180s");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
