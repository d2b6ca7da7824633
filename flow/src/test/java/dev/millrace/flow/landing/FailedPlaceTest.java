package dev.millrace.flow.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.Arrival;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Judgement;
import dev.millrace.audit.files.Progress;
import dev.millrace.audit.files.Tenure;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.DataContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailedPlaceTest {
    @Test
    void standsUnderDatasetDayAndObject() {
        ObjectVersion version = new ObjectVersion("landing", "in/a.csv", "v1");

        FailedPlace place = FailedPlace.of(record("airports", version));

        assertThat(place.fileKey()).isEqualTo("airports/2026-11-21/%s/a.csv".formatted(version.id()));
        assertThat(place.findingsKey()).isEqualTo("airports/2026-11-21/%s.findings.json".formatted(version.id()));
    }

    @Tag("H042")
    @Test
    void isAnotherForEveryObject() {
        Stream<ObjectVersion> alike = Stream.of(
                new ObjectVersion("landing", "a.csv", "v1"),
                new ObjectVersion("landing", "a.csv", "v2"),
                new ObjectVersion("landing", "other/a.csv", "v1"),
                new ObjectVersion("landing", "A.csv", "v1"),
                new ObjectVersion("elsewhere", "a.csv", "v1"));

        assertThat(alike.map(version -> FailedPlace.of(record("airports", version)))
                        .flatMap(place -> Stream.of(place.fileKey(), place.findingsKey())))
                .doesNotHaveDuplicates();
    }

    /// A key is opaque; only what follows its last slash is shown to people.
    @Tag("H022")
    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "a/.., ..",
        "//x, x",
        "x/, file",
        "/, file",
        "a.findings.json, a.findings.json",
        "<svg onload=alert(1)>.csv, <svg onload=alert(1)>.csv"
    })
    void keepsOnlyTheFilesOwnName(String key, String name) {
        ObjectVersion version = new ObjectVersion("landing", key, "v1");

        assertThat(FailedPlace.of(record("airports", version)).fileKey()).endsWith(version.id() + "/" + name);
    }

    @Tag("H026")
    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "😀"})
    void fitsTheLongestKeyOfS3(String character) {
        String key = character.repeat(1024 / character.getBytes(StandardCharsets.UTF_8).length);
        String longestDataset = "d".repeat(63);
        assertThat(DataContract.isDataset(longestDataset)).isTrue();

        FailedPlace place = FailedPlace.of(record(longestDataset, new ObjectVersion("landing", key, "v1")));

        assertThat(place.fileKey().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
        assertThat(place.fileKey()).endsWith(character.repeat(200));
    }

    private static AuditRecord record(String dataset, ObjectVersion version) {
        Instant arrived = Instant.parse("2026-11-21T23:59:59Z");
        return new AuditRecord(
                AuditKey.of(Cadence.ON_ARRIVAL, dataset, version),
                version,
                AuditState.INVALID,
                arrived,
                new Arrival(arrived, 42, null, null, null),
                new Tenure(1, null, null, null),
                new Judgement(null, null, null, null, 0, null, null),
                null,
                new Progress(VersionOrder.FIRST, null, null, 0, null, false, false, null, null, null),
                Set.of(),
                List.of());
    }
}
