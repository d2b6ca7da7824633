package dev.millrace.cli.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.contract.parsing.Problem;
import dev.millrace.flow.contracts.ApplyResult;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.contracts.Takeover;
import dev.millrace.formats.Formats;
import dev.millrace.targets.lake.CatalogColumn;
import dev.millrace.targets.lake.TableCatalog;
import dev.millrace.targets.lake.TableCatalog.CatalogedPartition;
import dev.millrace.targets.lake.TableCatalog.CatalogedTable;
import dev.millrace.targets.lake.glue.GlueTableCatalog;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.InMemoryAws;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

class SuccessionTest {
    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: people
            version: 1.0.0
            status: active
            schema:
              - name: people
                properties:
                  - {name: id, logicalType: integer, required: true}
                  - {name: email, logicalType: string}
            customProperties:
              - {property: millrace.keyPattern, value: people/*.csv}
              - {property: millrace.onNewVersion, value: append}
              - {property: millrace.cadence, value: on-arrival}
            """;

    private static final String PROTECTED = next(CONTRACT)
            .replace(
                    "{name: email, logicalType: string}",
                    "{name: email, logicalType: string, classification: restricted, "
                            + "customProperties: [{property: millrace.protect, value: tokenise}]}");

    private final SettableClock clock = new SettableClock();
    private final InMemoryAws aws = new InMemoryAws(clock);
    private final S3ContractStore store = new S3ContractStore(aws.client(S3Client.builder()), "contracts", clock);
    private final TableCatalog catalog = new GlueTableCatalog(aws.client(GlueClient.builder()));

    @BeforeEach
    void make() {
        aws.catalog().database("lake");
    }

    @AfterEach
    void close() {
        aws.close();
    }

    /// The same with the next version.
    private static String next(String yaml) {
        return yaml.replace("version: 1.0.0", "version: 2.0.0");
    }

    private Succession look(String yaml) {
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        return new Succession.Lookout(store, catalog, "lake").of(contract(bytes), bytes);
    }

    @Test
    void theContractInForceMayBeAppliedAgainThoughItsTextIsLost() {
        apply(CONTRACT);
        aws.s3().keys("contracts").stream()
                .filter(key -> key.startsWith("contracts/"))
                .toList()
                .forEach(key -> aws.s3().mark("contracts", key));

        Succession again = look(CONTRACT);

        assertThat(again.problems()).isEmpty();
        assertThat(again.needsAcceptance()).isFalse();
        apply(CONTRACT);
        assertThat(store.texts("people")).hasSize(1);
        assertThatCode(() -> look(PROTECTED)).doesNotThrowAnyException();
    }

    private void apply(String yaml) {
        assertThat(store.apply(yaml.getBytes(StandardCharsets.UTF_8))).isInstanceOf(ApplyResult.Applied.class);
    }

    private static DataContract contract(byte[] yaml) {
        return switch (Formats.contract(yaml)) {
            case ParsedContract.Accepted accepted -> accepted.contract();
            case ParsedContract.Refused refused -> throw new AssertionError(refused.problems());
        };
    }

    /// The table of `CONTRACT`.
    private void table(String... locations) {
        var table = new CatalogedTable(
                "people",
                "people",
                "s3://lake/people/",
                List.of(
                        new CatalogColumn("_oid", "string"),
                        new CatalogColumn("_line", "bigint"),
                        new CatalogColumn("id", "bigint"),
                        new CatalogColumn("email", "string")),
                List.of(new CatalogColumn("arrival_date", "date")));
        catalog.save("lake", table);
        for (String location : locations) {
            String day = location.substring(location.lastIndexOf('=') + 1);
            catalog.place("lake", table, List.of(new CatalogedPartition(List.of(day), table.location() + location)));
        }
    }

    @Test
    void aFirstContractTakesThePlaceOfNone() {
        Succession succession = look(CONTRACT);

        assertThat(succession.inForce()).isEmpty();
        assertThat(succession.problems()).isEmpty();
        assertThat(succession.needsAcceptance()).isFalse();
    }

    @Test
    void theSameBytesChangeNothing() {
        apply(CONTRACT);
        table("arrival_date=2026-11-21");

        assertThat(look(CONTRACT).problems()).isEmpty();
        assertThat(look(CONTRACT).needsAcceptance()).isFalse();
    }

    @Test
    void yearsOfTwoDigitsNeedTheirCenturyUnlessTheyAreInForceAlready() {
        String born = CONTRACT.replace(
                "{name: email, logicalType: string}",
                "{name: born, logicalType: date, logicalTypeOptions: {format: dd.MM.yy}}");
        assertThat(look(born).problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("years of two digits need 'millrace.century'"));
        assertThat(look(born.replace(
                                "dd.MM.yy}}",
                                "dd.MM.yy}, customProperties: [{property: millrace.century, value: 1926}]}"))
                        .problems())
                .isEmpty();

        apply(born);

        assertThat(look(next(born)).problems()).isEmpty();
    }

    @Test
    void otherContentUnderAVersionThatWasAppliedIsRefused() {
        apply(CONTRACT);
        apply(next(CONTRACT));

        assertThat(look(CONTRACT.replace("required: true", "required: false")).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(4);
                    assertThat(problem.message())
                            .contains("version 1.0.0 of people was applied with other content")
                            .contains("id.required: true → false")
                            .contains("give this one a new version");
                });
    }

    @Test
    void aVersionIsTheSameHoweverItIsLaidOut() {
        apply(CONTRACT);

        Succession succession = look("# A comment\n" + CONTRACT);

        assertThat(succession.problems()).isEmpty();
        assertThat(succession.changes()).isEmpty();
    }

    @Test
    void whatTheTableCannotFollowIsRefusedAtItsPlace() {
        apply(CONTRACT);
        table("arrival_date=2026-11-21");

        Succession succession =
                look(next(CONTRACT).replace("name: id, logicalType: integer", "name: id, logicalType: string"));

        assertThat(succession.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("id");
            assertThat(problem.line()).isEqualTo(9);
            assertThat(problem.message()).contains("is bigint, not string");
        });
    }

    @Test
    void aDatasetOfBatchesStaysOneWhileItsPartitionsAreTheirs() {
        apply(CONTRACT.replace("on-arrival", "daily"));
        table("run=20261121T020000Z/arrival_date=2026-11-21");

        assertThat(look(next(CONTRACT)).problems()).extracting(Problem::path).containsExactly("millrace.cadence");
        assertThat(look(next(CONTRACT).replace("on-arrival", "monthly")).problems())
                .isEmpty();
    }

    @Test
    void batchesMayTakeOverWhatFilesHaveWritten() {
        apply(CONTRACT);
        table("arrival_date=2026-11-21");

        Succession succession = look(next(CONTRACT).replace("on-arrival", "daily"));

        assertThat(succession.problems()).isEmpty();
        assertThat(succession.toBatches()).isTrue();
        assertThat(succession.breaking())
                .extracting(change -> change.difference().field())
                .containsExactly("millrace.cadence");
    }

    @Test
    void aChangeThatBreaksSomethingWantsAcceptance() {
        apply(CONTRACT);

        Succession succession = look(next(CONTRACT).replace("{name: email,", "{name: email, required: true,"));

        assertThat(succession.needsAcceptance()).isTrue();
        assertThat(succession.breaking())
                .singleElement()
                .satisfies(change -> assertThat(change.text()).contains("email.required: false → true"));
    }

    @Test
    void aChangeThatBreaksNothingWantsNone() {
        apply(CONTRACT);

        assertThat(look(next(CONTRACT).replace("status: active", "status: active\nname: People"))
                        .needsAcceptance())
                .isFalse();
    }

    @Test
    void saysWhatLiesInClearWhenAColumnIsClassified() {
        apply(CONTRACT);
        assertThat(look(PROTECTED).clear()).isEmpty();
        table("arrival_date=2026-11-21", "arrival_date=2026-11-22");

        assertThat(look(PROTECTED).clear())
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains("email is protected from now on", "2 partitions", "in clear", "people_set_aside"));
    }

    @Test
    void nothingLiesInClearOfAColumnThatWasProtected() {
        apply(PROTECTED);
        table("arrival_date=2026-11-21");

        assertThat(look(PROTECTED.replace("version: 2.0.0", "version: 3.0.0").replace("tokenise", "drop"))
                        .clear())
                .isEmpty();
    }

    @Test
    void theReasonIsKeptWithTheContract() {
        apply(CONTRACT);
        Succession succession = look(next(CONTRACT));

        store.apply(
                next(CONTRACT).getBytes(StandardCharsets.UTF_8),
                name -> Optional.empty(),
                Takeover.of(succession.inForce(), Optional.of("agreed with the partner")));

        assertThat(store.current().of("people").orElseThrow().acceptedBreaking())
                .contains("agreed with the partner");
    }

    @Test
    void whatSomebodyAppliedMeanwhileIsNotReplacedUnseen() {
        apply(CONTRACT);
        Succession succession = look(next(CONTRACT));
        apply(CONTRACT.replace("version: 1.0.0", "version: 1.5.0"));

        ApplyResult result = store.apply(
                next(CONTRACT).getBytes(StandardCharsets.UTF_8),
                name -> Optional.empty(),
                Takeover.of(succession.inForce(), Optional.empty()));

        assertThat(result)
                .isInstanceOfSatisfying(
                        ApplyResult.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(
                                        problem -> assertThat(problem.message()).contains("version 1.5.0")));
        assertThat(store.current().of("people").orElseThrow().pin().version()).isEqualTo("1.5.0");
    }
}
