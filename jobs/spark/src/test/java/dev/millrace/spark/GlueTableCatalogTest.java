package dev.millrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import dev.millrace.targets.lake.glue.GlueTableCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;

class GlueTableCatalogTest {
    private static final CatalogedTable TABLE = new CatalogedTable(
            "orders",
            "Orders",
            "s3://lake/orders/",
            List.of(new CatalogColumn("id", "bigint")),
            List.of(new CatalogColumn("country", "string")));

    private GlueOverHttp glue;
    private GlueClient client;
    private GlueTableCatalog catalog;

    @BeforeEach
    void begin() throws IOException {
        glue = new GlueOverHttp();
        client = GlueClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .region(Region.US_EAST_1)
                .endpointOverride(glue.endpoint())
                .build();
        catalog = new GlueTableCatalog(client);
    }

    @AfterEach
    void end() {
        client.close();
        glue.close();
    }

    private static CatalogedPartition partition(String country, String location) {
        return new CatalogedPartition(List.of(country), location);
    }

    @Test
    void findsNoTableWhereThereIsNone() {
        assertThat(catalog.find("lake", "orders")).isEmpty();
    }

    @Test
    void findsTheTableThatItMade() {
        catalog.save("lake", TABLE);
        assertThat(catalog.find("lake", "orders")).contains(TABLE);
    }

    @Test
    void givesATableMoreColumns() {
        catalog.save("lake", TABLE);
        CatalogedTable more = new CatalogedTable(
                "orders",
                "Orders",
                "s3://lake/orders/",
                List.of(new CatalogColumn("id", "bigint"), new CatalogColumn("net", "double")),
                TABLE.partitionColumns());
        catalog.save("lake", more);
        catalog.save("lake", more);
        assertThat(catalog.find("lake", "orders")).contains(more);
        assertThat(glue.changes()).containsExactly("CreateTable", "UpdateTable");
    }

    @Test
    void putsPartitionsWhereTheyAreToBeAndForgetsOthers() {
        catalog.save("lake", TABLE);
        catalog.place(
                "lake",
                TABLE,
                List.of(partition("NL", "s3://a/"), partition("BE", "s3://a/"), partition("DE", "s3://a/")));
        catalog.place(
                "lake",
                TABLE,
                List.of(
                        partition("NL", "s3://b/"),
                        partition("BE", "s3://a"),
                        new CatalogedPartition(List.of("DE"), null),
                        new CatalogedPartition(List.of("FR"), null),
                        partition("ES", "s3://b/")));
        assertThat(catalog.partitions("lake", "orders"))
                .containsExactlyInAnyOrder(
                        partition("NL", "s3://b/"), partition("BE", "s3://a/"), partition("ES", "s3://b/"));
        assertThat(glue.changes())
                .containsExactly(
                        "CreateTable",
                        "BatchCreatePartition",
                        "DeletePartition",
                        "BatchCreatePartition",
                        "BatchUpdatePartition");
    }

    @Test
    void placesMoreThanOneCallTakes() {
        catalog.save("lake", TABLE);
        List<CatalogedPartition> many = new ArrayList<>(IntStream.range(0, 101)
                .mapToObj(i -> partition("c" + i, "s3://a/"))
                .toList());
        catalog.place("lake", TABLE, many);
        assertThat(catalog.partitions("lake", "orders")).containsExactlyInAnyOrderElementsOf(many);
        assertThat(glue.changes()).containsExactly("CreateTable", "BatchCreatePartition", "BatchCreatePartition");
    }

    @Test
    void saysThatThereIsNoTableToPlaceIn() {
        assertThatThrownBy(() -> catalog.place("lake", TABLE, List.of(partition("NL", "s3://a/"))))
                .isInstanceOf(EntityNotFoundException.class);
    }
}
