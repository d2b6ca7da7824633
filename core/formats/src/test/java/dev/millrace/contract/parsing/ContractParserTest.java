package dev.millrace.contract.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.BadRows;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Column;
import dev.millrace.contract.ContractName;
import dev.millrace.contract.Contracts;
import dev.millrace.contract.Curation;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.FileChecks;
import dev.millrace.contract.Intake;
import dev.millrace.contract.LogicalType;
import dev.millrace.contract.OnDuplicate;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.contract.Owners;
import dev.millrace.contract.Owners.Channel;
import dev.millrace.contract.Owners.Member;
import dev.millrace.contract.Packing;
import dev.millrace.contract.Partitioning;
import dev.millrace.contract.Policies;
import dev.millrace.contract.SchemaPolicy;
import dev.millrace.contract.keys.KeyPattern;
import dev.millrace.formats.Formats;
import dev.millrace.formats.csv.CsvFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractParserTest {
    private static final String HEAD = """
            apiVersion: v3.1.0
            kind: DataContract
            id: urn:orders
            version: 1.0.0
            status: active
            """;
    private static final String BODY = """
            schema:
              - name: orders
                properties: [{name: a, logicalType: string}]
            customProperties:
              - {property: millrace.keyPattern, value: 'orders/*.csv'}
              - {property: millrace.onNewVersion, value: append}
            """;

    private static final String HOOK = "https://hooks.slack.com/services/T0/B0/s3cr3t";

    /// Whoever knows it can write there.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "support: [{channel: c, url: HOOK}]",
                "support:\n  - channel: c\n    url: HOOK\n    invitationUrl: 'HOOK'",
                "support: [{channel: HOOK, tool: HOOK, scope: HOOK, url: \"HOOK\"}]",
                "support:\n  - channel: c\n    url: |\n      HOOK\n    tool: slack",
            })
    void neverShowsTheUrlOfAChannel(String support) {
        String yaml = HEAD + support.replace("HOOK", HOOK) + "\n" + BODY;
        Owners owners = accepted(yaml).owners();

        assertThat(owners.support())
                .singleElement()
                .satisfies(c -> assertThat(c.url().orElseThrow()).startsWith(HOOK));
        assertThat(owners.toString()).doesNotContain("s3cr3t");
        String hidden = HiddenUrls.in(("\uFEFF" + yaml).getBytes(StandardCharsets.UTF_8));
        if (!support.contains("channel: HOOK")) {
            assertThat(hidden).doesNotContain("s3cr3t").contains("(hidden)");
        }
        assertThat(refused(hidden))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).contains("write the channel's own"));
    }

    @Test
    void showsAContractWithoutSecretsAsItIs() {
        String yaml = HEAD + "support: [{channel: c, url: 'mailto:ü@example.org'}] # é\n" + BODY;

        assertThat(HiddenUrls.in(yaml.getBytes(StandardCharsets.UTF_8))).isEqualTo(yaml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "support: [{channel: c, HOOK: x}]",
                "support: [{channel: c, HOOK: x, HOOK: y}]",
                "support: [HOOK]",
                "support: HOOK",
                "support: [{channel: {name: c}, url: {HOOK: x}}]",
                "support: [{channel: c, url: [HOOK]}]",
                "team: {name: c, HOOK: x}",
            })
    void saysWhatIsWrongWithAChannelWithoutItsUrl(String support) {
        assertThat(refused(HEAD + support.replace("HOOK", '"' + HOOK + '"') + "\n" + BODY))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("s3cr3t"));
    }

    private static DataContract accepted(String yaml) {
        ParsedContract parsed = Formats.contract(yaml.getBytes(StandardCharsets.UTF_8));
        assertThat(parsed).isInstanceOf(ParsedContract.Accepted.class);
        return ((ParsedContract.Accepted) parsed).contract();
    }

    private static List<Problem> refused(byte[] yaml) {
        ParsedContract parsed = Formats.contract(yaml);
        assertThat(parsed).isInstanceOf(ParsedContract.Refused.class);
        return ((ParsedContract.Refused) parsed).problems();
    }

    private static List<Problem> refused(String yaml) {
        return refused(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void hasDefaultsForWhatIsNotSaid() {
        DataContract contract = accepted(HEAD + BODY);
        assertThat(contract)
                .isEqualTo(new DataContract(
                        new ContractName("urn:orders", "1.0.0", "orders", Optional.empty()),
                        new Intake(
                                KeyPattern.of("orders/*.csv"),
                                Optional.empty(),
                                Cadence.ON_ARRIVAL,
                                CsvFormat.DEFAULT,
                                Packing.NONE),
                        new Policies(
                                OnNewVersion.APPEND,
                                OnDuplicate.HOLD,
                                SchemaPolicy.STRICT,
                                BadRows.DEFAULT,
                                FileChecks.DEFAULT,
                                Optional.empty()),
                        List.of(new Column("a", "a", LogicalType.StringType.ANY, false)),
                        List.of(),
                        List.of(),
                        new Partitioning.ByArrivalDate("arrival_date"),
                        new Owners(Optional.empty(), List.of(), List.of()),
                        Curation.NONE));
    }

    @Test
    void readsOwners() {
        Owners owners = accepted(HEAD + """
                        team:
                          name: Sales
                          members: [{username: ada@example.org, name: Ada, role: owner}, {username: bob}]
                        support:
                          - {channel: mail, url: 'mailto:sales@example.org', tool: email, scope: issues}
                          - {channel: chat, url: 'https://chat.example.org', tool: slack}
                        """ + BODY).owners();
        assertThat(owners.team()).contains("Sales");
        assertThat(owners.members()).contains(new Member("bob", Optional.empty(), Optional.empty()));
        assertThat(owners.support())
                .contains(new Channel(
                        "chat", Optional.of("https://chat.example.org"), Optional.of("slack"), Optional.empty()));
    }

    @Test
    void readsTheListOfMembersThatOdcs30Had() {
        assertThat(accepted(HEAD + "team: [{username: ada}]\n" + BODY).owners().members())
                .containsExactly(new Member("ada", Optional.empty(), Optional.empty()));
    }

    @Test
    void readsSettings() {
        DataContract contract = Contracts.of(
                "a string",
                "millrace.cadence=monthly",
                "millrace.delimiter=\"\\t\"",
                "millrace.maxRecordBytes=1000",
                "millrace.onNewVersion=replace",
                "millrace.onDuplicate=skip",
                "millrace.format=csv");
        assertThat(contract.cadence()).isEqualTo(Cadence.MONTHLY);
        assertThat(contract.onNewVersion()).isEqualTo(OnNewVersion.REPLACE);
        assertThat(contract.onDuplicate()).isEqualTo(OnDuplicate.SKIP);
        assertThat(contract.format()).isEqualTo(new CsvFormat('\t', '"', true, 1000));
    }

    @Test
    void ordersPartitionColumnsByTheirPositions() {
        DataContract contract = Contracts.of(
                "day date! partitioned=true partitionKeyPosition=2",
                "n integer",
                "country string! partitioned=true partitionKeyPosition=1");
        assertThat(contract.partitioning()).isEqualTo(new Partitioning.ByColumns(List.of("country", "day")));
    }

    @Test
    void takesAByteOrderMark() {
        assertThat(accepted("\uFEFF" + HEAD + BODY).dataset()).isEqualTo("orders");
    }

    @Test
    void refusesMoreThanAMebibyte() {
        assertThat(refused(HEAD + BODY + "#" + "x".repeat(1 << 20)))
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("1 MiB");
    }

    @Test
    void saysInWhichLineTheFileIsNotUtf8() {
        byte[] latin = (HEAD + "name: é\n" + BODY).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refused(latin)).singleElement().extracting(Problem::line).isEqualTo(6);
    }

    @Test
    void saysWhereACharacterIsThatYamlForbids() {
        assertThat(refused(HEAD + "name: a\u0007b\n" + BODY))
                .containsExactly(new Problem(6, 8, "", "the character U+0007 may not be in YAML"));
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(refused("")).containsExactly(new Problem(1, 1, "", "the file is empty"));
        assertThat(refused("# nothing\n")).hasSize(1);
        assertThat(refused("hello")).hasSizeGreaterThanOrEqualTo(1);
    }

    @Test
    void refusesDeepNesting() {
        assertThat(refused(HEAD + "x: " + "[".repeat(100_000)))
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("nested");
    }

    @Test
    void refusesAliasBombs() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(refused(bomb.toString())).hasSize(1);
    }

    @Test
    void tellsAThousandProblemsAtMost() {
        assertThat(refused(HEAD + BODY + "x: 1\n".repeat(5_000))).hasSize(1_000);
    }

    @Test
    void refusesMoreThanAThousandColumns() {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i <= 1_000; i++) {
            columns.append("      - {name: c%d, logicalType: string}\n".formatted(i));
        }
        String yaml = HEAD + BODY.replace("[{name: a, logicalType: string}]", "\n" + columns);
        assertThat(refused(yaml))
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("1,001");
    }

    @Property
    void neverThrows(@ForAll @Size(max = 200) byte[] bytes) {
        assertThat(Formats.contract(bytes)).isInstanceOf(ParsedContract.Refused.class);
    }

    @Property
    void neverThrowsForAContractWithSomethingInIt(@ForAll String text, @ForAll int at) {
        String whole = HEAD + BODY;
        int place = Math.floorMod(at, whole.length());
        String yaml = whole.substring(0, place) + text + whole.substring(place);
        assertThat(Formats.contract(yaml.getBytes(StandardCharsets.UTF_8))).isNotNull();
    }
}
