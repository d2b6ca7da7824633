package dev.millrace.flow.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.ContractPin;
import dev.millrace.contract.Curation.TransformFile;
import dev.millrace.contract.parsing.Problem;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A contract that names the program `net.sql`, which lies beside it.
class ApplyingAContractWithAProgramTest {
    private static final byte[] CONTRACT =
            (new String(Samples.contract(), StandardCharsets.UTF_8) + """
              - property: millrace.curate
                value: {transform: {sql: net.sql}}
            """).getBytes(StandardCharsets.UTF_8);
    private static final String PROGRAM = "SELECT * FROM rows";

    private final InMemoryS3 s3 = new InMemoryS3();
    private final S3ContractStore store = new S3ContractStore(s3, "contracts", new SettableClock());

    private ApplyResult apply(byte[] contract, Map<String, String> beside) {
        return store.apply(
                contract,
                file -> Optional.ofNullable(beside.get(file)).map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    private ContractPin applied(byte[] contract, String program) {
        ApplyResult result = apply(contract, Map.of("net.sql", program));
        assertThat(result).isInstanceOf(ApplyResult.Applied.class);
        return store.current().of(Samples.DATASET).orElseThrow().pin();
    }

    private static void refused(ApplyResult result, String... why) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        ApplyResult.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .extracting(Problem::message)
                                .asString()
                                .contains(why));
    }

    private String key(ContractPin pin) {
        TransformFile program = store.load(pin).curation().transform().orElseThrow();
        String place = store.place(pin, program);
        assertThat(place).isEqualTo("s3://contracts/programs/event_orders/%s/net.sql", pin.sha256());
        return place.substring("s3://contracts/".length());
    }

    @Test
    void storesTheProgramUnderTheContractsVersion() {
        ContractPin pin = applied(CONTRACT, PROGRAM);

        assertThat(s3.text("contracts", key(pin))).isEqualTo(PROGRAM);
    }

    /// A batch that finds the contract finds its program.
    @Test
    void storesTheProgramBeforeTheContractIsInForce() {
        applied(CONTRACT, PROGRAM);

        assertThat(s3.changes()).hasSize(3);
        assertThat(s3.changes().get(0)).contains("programs/");
        assertThat(s3.changes().get(2)).contains("index.json");
    }

    @Test
    void isRefusedWithoutItsProgram() {
        refused(apply(CONTRACT, Map.of("other.sql", PROGRAM)), "there is no file net.sql beside the contract");
        refused(store.apply(CONTRACT), "there is no file net.sql beside the contract");

        assertThat(s3.changes()).isEmpty();
        assertThat(store.current().contracts()).isEmpty();
    }

    /// All runs under a contract version run the same program.
    @Test
    void isRefusedWhenOnlyItsProgramChanged() {
        ContractPin pin = applied(CONTRACT, PROGRAM);

        refused(
                apply(CONTRACT, Map.of("net.sql", "SELECT 1")),
                "version 1.0.0 was applied with another net.sql",
                "give the contract a new version");

        assertThat(s3.versionsOf("contracts", key(pin))).isEqualTo(1);
        assertThat(s3.versionsOf("contracts", "index.json")).isEqualTo(1);
        assertThat(s3.text("contracts", key(pin))).isEqualTo(PROGRAM);
    }

    @Test
    void changesNothingWhenBothAreAppliedAgain() {
        ContractPin pin = applied(CONTRACT, PROGRAM);

        assertThat(apply(CONTRACT, Map.of("net.sql", PROGRAM)))
                .isInstanceOfSatisfying(
                        ApplyResult.Applied.class, a -> assertThat(a.changed()).isFalse());
        assertThat(s3.versionsOf("contracts", key(pin))).isEqualTo(1);
        assertThat(s3.versionsOf("contracts", "index.json")).isEqualTo(1);
    }

    @Test
    void keepsTheProgramsOfFormerVersions() {
        ContractPin former = applied(CONTRACT, PROGRAM);
        byte[] next = Samples.replaced(new String(CONTRACT, StandardCharsets.UTF_8), "version: 1.0.0", "version: 1.1.0")
                .getBytes(StandardCharsets.UTF_8);

        ContractPin present = applied(next, "SELECT 1");

        assertThat(s3.text("contracts", key(former))).isEqualTo(PROGRAM);
        assertThat(s3.text("contracts", key(present))).isEqualTo("SELECT 1");
    }
}
