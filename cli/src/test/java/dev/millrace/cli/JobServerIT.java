package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.local.Access;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerState;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The job server on a real local cloud: crawlers that really crawl under their role, and calls that are passed on.
@ExtendWith(TestCloud.Extension.class)
class JobServerIT {
    private static final String BUCKET = "job-server-it";
    private static final String DATABASE = "job_server_it";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"},
             "Action": "sts:AssumeRole"}]}
            """;
    private static final String RIGHTS = """
            {"Version": "2012-10-17", "Statement": [
             {"Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::job-server-it"},
             {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::job-server-it/staging/*"},
             {"Effect": "Allow", "Action": ["glue:*"], "Resource": "*"}]}
            """;

    private final Access access;
    private final GlueClient glue;
    private final S3Client s3;

    @TempDir
    Path folder;

    JobServerIT(TestCloud cloud) {
        access = cloud.access();
        glue = access.at(access.jobs()).client(GlueClient.builder());
        s3 = access.client(S3Client.builder());
    }

    @Test
    void aCrawlerReadsWhatIsThereAndWritesTheCatalog() throws Exception {
        String role = role("job-server-it-crawler");
        s3.createBucket(b -> b.bucket(BUCKET));
        glue.createDatabase(c -> c.databaseInput(d -> d.name(DATABASE)));
        put("staging/Orders-2026/batch=20261121T020000Z/one.parquet", "SELECT 1::BIGINT AS _line, 'a' AS _oid");
        put(
                "staging/Orders-2026/batch=20261122T020000Z/two.parquet",
                "SELECT 1::BIGINT AS _line, 'a' AS _oid, 1.50::DECIMAL(10,2) AS amount, DATE '2026-11-21' AS day");
        glue.createCrawler(c -> c.name("it")
                .role(role)
                .databaseName(DATABASE)
                .targets(t -> t.s3Targets(S3Target.builder()
                        .path("s3://%s/staging/Orders-2026/".formatted(BUCKET))
                        .build())));

        Crawler crawled = crawl("it");

        assertThat(crawled.lastCrawl().statusAsString())
                .as("%s", crawled.lastCrawl())
                .isEqualTo(LastCrawlStatus.SUCCEEDED.toString());
        Table table =
                glue.getTable(g -> g.databaseName(DATABASE).name("orders_2026")).table();
        assertThat(table.storageDescriptor().columns())
                .extracting(Column::name, Column::type)
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "(\"_line\", \"bigint\")",
                        "(\"_oid\", \"string\")",
                        "(\"amount\", \"decimal(10,2)\")",
                        "(\"day\", \"date\")");
        assertThat(table.partitionKeys()).extracting(Column::name).containsExactly("batch");
        assertThat(glue.getPartitions(g -> g.databaseName(DATABASE).tableName("orders_2026"))
                        .partitions())
                .extracting(partition ->
                        partition.values() + " " + partition.storageDescriptor().location())
                .contains("[20261121T020000Z] s3://job-server-it/staging/Orders-2026/batch=20261121T020000Z/");
    }

    @Test
    void aCrawlFailsWhereItsRoleMayNotLook() {
        String role = role("job-server-it-blind");
        s3.createBucket(b -> b.bucket("job-server-it-other"));
        glue.createCrawler(c -> c.name("blind")
                .role(role)
                .databaseName("default")
                .targets(t -> t.s3Targets(S3Target.builder()
                        .path("s3://job-server-it-other/staging/")
                        .build())));

        assertThat(crawl("blind").lastCrawl().status()).isEqualTo(LastCrawlStatus.FAILED);
    }

    @Test
    void callsThatArePassedOnKeepTheirSignature() {
        String role = role("job-server-it-caller");
        Credentials taken = access.client(StsClient.builder())
                .assumeRole(a -> a.roleArn(role).roleSessionName("it"))
                .credentials();
        GlueClient asRole = access.at(access.jobs())
                .client(
                        GlueClient.builder(),
                        StaticCredentialsProvider.create(AwsSessionCredentials.create(
                                taken.accessKeyId(), taken.secretAccessKey(), taken.sessionToken())));

        assertThatThrownBy(() -> asRole.getTable(g -> g.databaseName("nowhere").name("nothing")))
                .isInstanceOf(EntityNotFoundException.class);
        GlueClient forged = access.at(access.jobs())
                .client(
                        GlueClient.builder(),
                        StaticCredentialsProvider.create(
                                AwsSessionCredentials.create(taken.accessKeyId(), "another", taken.sessionToken())));
        assertThatThrownBy(() -> forged.getTable(g -> g.databaseName("nowhere").name("nothing")))
                .isInstanceOf(GlueException.class)
                .isNotInstanceOf(EntityNotFoundException.class);
    }

    private Crawler crawl(String name) {
        glue.startCrawler(s -> s.name(name));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> glue.getCrawler(g -> g.name(name)).crawler().state() == CrawlerState.READY);
        return glue.getCrawler(g -> g.name(name)).crawler();
    }

    private String role(String name) {
        IamClient iam = access.client(IamClient.builder());
        String arn = iam.createRole(c -> c.roleName(name).assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
        iam.putRolePolicy(p -> p.roleName(name).policyName("all").policyDocument(RIGHTS));
        return arn;
    }

    private void put(String key, String rows) throws SQLException {
        Path file = folder.resolve("rows.parquet");
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(rows, file));
        }
        s3.putObject(p -> p.bucket(BUCKET).key(key), file);
    }
}
