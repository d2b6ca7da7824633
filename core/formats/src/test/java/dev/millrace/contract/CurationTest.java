package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Curation.ColumnCuration;
import dev.millrace.contract.Curation.Deduplication;
import dev.millrace.contract.Curation.DerivedColumn;
import dev.millrace.contract.Curation.LetterCase;
import dev.millrace.contract.Curation.TransformFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurationTest {
    private static Curation curation(String... contract) {
        return Contracts.of(contract).curation();
    }

    @Test
    void readsAllThatCanBeSaid() {
        Curation curation = curation(
                "id string! primaryKey",
                "city string",
                "millrace.cadence=monthly",
                "millrace.curate={deduplicate: none, columns: {city: {trim: true, case: upper, map: {A: B}, default: ''}},"
                        + " derive: [{name: n, type: 'decimal(5,2)', sql: length(city)}],"
                        + " transform: {jar: net-1.jar, class: org.example.Net}, engine: emr-serverless}");
        assertThat(curation)
                .isEqualTo(new Curation(
                        Deduplication.NONE,
                        Map.of(
                                "city",
                                new ColumnCuration(
                                        true, Optional.of(LetterCase.UPPER), Map.of("A", "B"), Optional.of(""))),
                        List.of(new DerivedColumn("n", "decimal(5,2)", "length(city)")),
                        Optional.of(
                                new TransformFile(TransformFile.Kind.JAR, "net-1.jar", Optional.of("org.example.Net"))),
                        Engine.EMR_SERVERLESS));
        assertThat(curation)
                .hasToString("deduplicate: none, city: trim upper map {A=B} default '', n decimal(5,2) = length(city),"
                        + " jar: net-1.jar (org.example.Net), engine: emr-serverless");
    }

    @Test
    void keepsTheNewestRowOfEachPrimaryKeyUnlessItSaysOtherwise() {
        assertThat(curation("id string! primaryKey", "millrace.cadence=daily").deduplication())
                .isEqualTo(Deduplication.NEWEST);
        assertThat(curation("id string! primaryKey", "millrace.cadence=daily", "millrace.curate={engine: glue}")
                        .deduplication())
                .isEqualTo(Deduplication.NEWEST);
        assertThat(curation("id string!", "millrace.cadence=daily").deduplication())
                .isEqualTo(Deduplication.NONE);
    }

    @Test
    void tellsRowsApartByTokens() {
        assertThat(curation(
                                "id string! primaryKey classification=restricted protect=tokenise",
                                "millrace.cadence=daily")
                        .deduplication())
                .isEqualTo(Deduplication.NEWEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"last4", "drop"})
    void tellsNoRowsApartByWhatIsHidden(String protection) {
        assertThat(curation(
                                "id string! primaryKey classification=restricted protect=" + protection,
                                "a string",
                                "millrace.cadence=daily")
                        .deduplication())
                .isEqualTo(Deduplication.NONE);
    }

    @Test
    void isNothingForFilesIngestedOnArrival() {
        assertThat(curation("id string! primaryKey")).isEqualTo(Curation.NONE);
    }

    @Test
    void stagesEveryStoredColumnInTheFileItself() {
        DataContract contract = Contracts.of(
                "country string! partitioned=true",
                "mail string classification=restricted protect=tokenise",
                "secret string classification=restricted protect=drop",
                "millrace.cadence=daily");
        assertThat(contract.staged().columns().stream().map(Column::name)).containsExactly("country", "mail");
        assertThat(contract.staged().partitioning()).isEqualTo(new Partitioning.ByArrivalDate());
        assertThat(contract.staged().dataset()).isEqualTo("things");
    }
}
