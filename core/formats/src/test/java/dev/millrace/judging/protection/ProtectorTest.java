package dev.millrace.judging.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.Column;
import dev.millrace.contract.Contracts;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.LogicalType;
import dev.millrace.formats.FileJudge;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.bytes.FileBytes;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.rows.Row;
import dev.millrace.judging.rows.TypedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ProtectorTest {
    private static final byte[] SECRET = "a secret of thirty-two bytes, now".getBytes(StandardCharsets.UTF_8);
    private static final TokenKey KEY = new TokenKey("v1", SECRET);

    private final List<List<@Nullable String>> good = new ArrayList<>();
    private final List<List<@Nullable String>> aside = new ArrayList<>();

    private static List<@Nullable String> texts(DataContract contract, Row row) {
        return IntStream.range(0, contract.columns().size())
                .<@Nullable String>mapToObj(i -> row.isNull(i)
                        ? null
                        : TypedText.of(row, i, contract.columns().get(i).type()))
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }

    private Verdict load(DataContract contract, TokenKey key, String file) throws IOException {
        DataContract inLake = contract.inLake();
        DataContract setAside = contract.setAside();
        var sink = new Protector(contract, key)
                .protect(row -> good.add(texts(inLake, row)), row -> aside.add(texts(setAside, row)));
        return FileJudge.judge(
                contract, FileBytes.of(file.getBytes(StandardCharsets.UTF_8)), JudgingResources.usual(), sink);
    }

    private static String token(String column, String normal) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        byte[] ofColumn = mac.doFinal(("millrace column " + column).getBytes(StandardCharsets.UTF_8));
        mac.init(new SecretKeySpec(ofColumn, "HmacSHA256"));
        byte[] hash = mac.doFinal(normal.getBytes(StandardCharsets.UTF_8));
        return "v1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    @Test
    void protectsEachColumnAsItsContractSays() throws Exception {
        DataContract contract = Contracts.of(
                "id integer! protect=tokenise",
                "card string protect=last4",
                "mail string protect=email-domain",
                "born date protect=year",
                "seen timestamp protect=year",
                "secret string! protect=drop",
                "plain number physicalType='decimal(5,2)'");
        load(contract, KEY, """
                id,card,mail,born,seen,secret,plain
                7,4012888888881881,Ann@Example.ORG,1980-02-29,2026-01-01T00:30:00+01:00,s,1.50
                007,1234,nobody,,,s,
                """);
        assertThat(contract.inLake().columns())
                .extracting(Column::name)
                .containsExactly("id", "card", "mail", "born", "seen", "plain");
        assertThat(contract.inLake().columns().get(0).type()).isEqualTo(LogicalType.StringType.ANY);
        assertThat(good)
                .containsExactly(
                        List.of(token("id", "7"), "************1881", "example.org", "1980", "2025", "1.5"),
                        Arrays.asList(token("id", "7"), "****", "***", null, null, null));
    }

    @Test
    @Tag("H118")
    void givesOneTokenHoweverAValueIsComposedSpacedOrSpelled() throws Exception {
        DataContract contract = Contracts.of("name string protect=tokenise", "n integer");
        String composed = "Zo\u00eb \u00c5";
        String decomposed = "zoe\u0308 A\u030a";
        load(contract, KEY, "name,n\n%s,1\n%s,2\n\"  ZO\u00cb \u212b \",3\n".formatted(composed, decomposed));
        assertThat(good).extracting(row -> row.get(0)).containsOnly(token("name", "zo\u00eb \u00e5"));
    }

    @Test
    @Tag("H118")
    void givesTokensOfNothingAndOfLongValues() throws Exception {
        DataContract contract = Contracts.of("name string protect=tokenise", "n integer");
        String longOne = "x".repeat(5_000);
        load(contract, KEY, "name,n\n,1\n\"\",2\n%s,3\n".formatted(longOne));
        assertThat(good).extracting(row -> row.get(0)).containsExactly(null, token("name", ""), token("name", longOne));
    }

    @Test
    void givesOtherTokensInOtherColumnsAndUnderOtherKeys() throws Exception {
        DataContract contract = Contracts.of("a string protect=tokenise", "b string protect=tokenise");
        load(contract, KEY, "a,b\nx,x\n");
        load(contract, new TokenKey("v2", new byte[32]), "a,b\nx,x\n");
        assertThat(good.stream().flatMap(List::stream)).doesNotHaveDuplicates();
        assertThat(good.get(1).get(0)).startsWith("v2:");
    }

    @Test
    @Tag("H117")
    void protectsWhatIsSetAsideToo() throws Exception {
        DataContract contract = Contracts.of(
                "id integer! protect=tokenise",
                "born date protect=year",
                "secret string! protect=drop",
                "note string maxLength=3",
                "millrace.onBadRow=quarantine",
                "millrace.maxBadRows=100%");
        load(contract, KEY, """
                id,born,secret,note
                canary-1,canary-2,canary-3,abcd
                1,canary-4
                """);
        assertThat(aside)
                .containsExactly(
                        Arrays.asList(
                                "type, max-length",
                                "id must be a whole number; born must look like uuuu-MM-dd: at character 1 must be 4 digits of the year;"
                                        + " note must have 3 characters or less",
                                null,
                                token("id", "canary-1"),
                                "***",
                                null,
                                "abcd"),
                        Arrays.asList(
                                "column-count",
                                "the number of its fields is 2; it must be 4; is there a line end inside a value, without quotes around it?",
                                "***",
                                null,
                                null,
                                null,
                                null));
    }

    @Test
    void keepsWholeRecordsWhereNothingIsClassified() throws Exception {
        DataContract contract =
                Contracts.of("id integer!", "note string", "millrace.onBadRow=quarantine", "millrace.maxBadRows=100%");
        load(contract, KEY, "id,note\n1,a\"b\n");
        assertThat(aside.get(0)).contains("1,a\"b");
    }

    @Test
    @Tag("H119")
    void doesNotStartWithoutAKey() {
        DataContract contract = Contracts.of("id integer! protect=tokenise");
        assertThat(Protector.needsKey(contract)).isTrue();
        assertThatThrownBy(() -> new Protector(contract, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The column id is tokenised, and there is no key for it");
        assertThat(Protector.needsKey(Contracts.of("id string protect=last4"))).isFalse();
    }

    @Test
    void neverShowsItsKey() {
        assertThat(KEY).hasToString("TokenKey[v1]");
        assertThatThrownBy(() -> new TokenKey("v1", new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenKey("1", SECRET)).isInstanceOf(IllegalArgumentException.class);
    }
}
