package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.terminal.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.GlueClient;

/// A contract is changed while its table holds rows, and the table is lost and made again.
@ExtendWith(TestCloud.Extension.class)
class ContractChangeIT {
    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: changed_moves
            version: 1.0.0
            status: active
            schema:
              - name: changed_moves
                properties:
                  - {name: id, logicalType: integer, required: true}
                  - {name: amount, logicalType: integer}
            customProperties:
              - {property: millrace.keyPattern, value: changed/moves/*.csv}
              - {property: millrace.onNewVersion, value: append}
            """;

    /// The same file by a type that the table does not have.
    private static final String OTHER_TYPE = CONTRACT.replace("version: 1.0.0", "version: 2.0.0")
            .replace("name: amount, logicalType: integer", "name: amount, logicalType: string");

    /// What the refusal of it advises.
    private static final String OTHER_NAME = OTHER_TYPE
            .replace("version: 2.0.0", "version: 3.0.0")
            .replace("name: amount,", "name: said_amount, physicalName: amount,");

    private final TestCloud cloud;

    @TempDir
    private Path folder = Path.of("");

    ContractChangeIT(TestCloud cloud) {
        this.cloud = cloud;
    }

    @Tag("H103")
    @Test
    void noChangeMakesTheTableUnreadable() throws IOException {
        assertThat(apply(CONTRACT).status()).isEqualTo(Exit.OK);
        assertThat(ended(cloud.put("changed/moves/a.csv", "id,amount\n1,10\n2,20\n"))
                        .state())
                .isEqualTo(AuditState.INGESTED);
        refusesWhatTheTableCannotFollow();
        aLostTableIsMadeAgain();

        cloud.apply(OTHER_TYPE.getBytes(StandardCharsets.UTF_8));
        ObjectVersion other = cloud.put("changed/moves/b.csv", "id,amount\n3,abc\n");
        AuditRecord held = ended(other);
        assertThat(held.state()).isEqualTo(AuditState.HELD);
        assertThat(held.reason()).contains("Column amount of table", "is bigint", "release the file");
        assertThat(cloud.awaitNoticesAbout(other)).isNotEmpty();
        assertThat(rows()).containsExactly(List.of("2", "30"));

        TestCloud.Run accepted = apply(OTHER_NAME, "--accept-breaking", "the partner writes words");
        assertThat(accepted.status()).as(accepted.err()).isEqualTo(Exit.OK);
        assertThat(accepted.err()).contains("files judged");
        assertThat(cloud.run("contract", "ls").out()).contains("the partner writes words");
        assertThat(ended(cloud.put("changed/moves/c.csv", "id,amount\n4,xyz\n")).state())
                .isEqualTo(AuditState.INGESTED);
        assertThat(rows()).containsExactly(List.of("3", "30"));

        cloud.verify("changed_moves");
    }

    private void refusesWhatTheTableCannotFollow() throws IOException {
        TestCloud.Run sameVersion = apply(OTHER_TYPE.replace("version: 2.0.0", "version: 1.0.0"));
        assertThat(sameVersion.status()).isEqualTo(Exit.USAGE);
        assertThat(sameVersion.err()).contains("version 1.0.0 of changed_moves was applied with other content");

        TestCloud.Run otherType = apply(OTHER_TYPE, "--accept-breaking", "no reason is good enough");
        assertThat(otherType.status()).isEqualTo(Exit.USAGE);
        assertThat(otherType.err()).contains("a column cannot change its type");
    }

    private void aLostTableIsMadeAgain() {
        String database = cloud.stack().output("CatalogDatabase");
        cloud.stack()
                .aws()
                .client(GlueClient.builder())
                .deleteTable(d -> d.databaseName(database).name("changed_moves"));

        TestCloud.Run dry = cloud.run("catalog", "rebuild", "--dataset", "changed_moves", "--dry-run");
        assertThat(dry.status()).as(dry.err()).isEqualTo(Exit.OK);
        TestCloud.Run rebuilt = cloud.run("catalog", "rebuild", "--dataset", "changed_moves");
        assertThat(rebuilt.out()).contains("changed_moves", "made");
        assertThat(rows()).containsExactly(List.of("2", "30"));
    }

    private List<List<@Nullable String>> rows() {
        return cloud.query("select count(*), sum(amount) from changed_moves").rows();
    }

    private AuditRecord ended(ObjectVersion version) {
        return cloud.awaitEnd(version);
    }

    private TestCloud.Run apply(String contract, String... words) throws IOException {
        Path file = Files.writeString(folder.resolve("moves.odcs.yaml"), contract);
        List<String> all = new ArrayList<>(List.of("contract", "apply", file.toString()));
        all.addAll(List.of(words));
        return cloud.run(all.toArray(String[]::new));
    }
}
