package dev.millrace.authoring.inference;

import static dev.millrace.authoring.inference.Samples.column;
import static dev.millrace.authoring.inference.Samples.table;
import static dev.millrace.authoring.inference.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.Protection;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {
    @ParameterizedTest
    @CsvSource({
        "anna@example.org,EMAIL_DOMAIN",
        "DE02120300000000202051,LAST_4",
        "DE02 1203 0000 0000 2020 51,LAST_4",
        "4111111111111111,LAST_4",
        "5500-0055-5555-5559,LAST_4",
        "078-05-1121,TOKENISE",
        "12345678Z,TOKENISE",
        "44051401359,TOKENISE",
        "529.982.247-25,TOKENISE",
        "756.9217.0769.85,TOKENISE",
        "RSSMRA85T10A562S,TOKENISE",
        "180126955222380,TOKENISE",
        "+49 30 901820,TOKENISE",
        "(202) 555-0143,TOKENISE",
        "192.0.2.17,TOKENISE",
        "2001:db8::1,TOKENISE",
        "please write to anna@example.org,DROP"
    })
    void knowsDataOfPersonsByTheirValues(String value, Protection protection) {
        assertThat(column("x", value, value, value, value).protection()).hasValue(protection);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE02120300000000202052",
                "4111111111111112",
                "12345678A",
                "44051401358",
                "529.982.247-26",
                "756.9217.0769.86",
                "RSSMRA85T10A562T",
                "2026-11-21",
                "21-11-2026",
                "12345",
                "300.1.1.1",
                "AB-123-456",
                "@anna"
            })
    void leavesWhatHasWrongCheckDigitsOrNone(String value) {
        assertThat(column("x", value, value, value, value).protection()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "E-Mail,EMAIL_DOMAIN",
        "customerEmailAddress,EMAIL_DOMAIN",
        "first_name,TOKENISE",
        "Nachname,TOKENISE",
        "home phone,TOKENISE",
        "IBAN,LAST_4",
        "Straße,DROP",
        "client-ip,TOKENISE",
        "Geburtsdatum,TOKENISE"
    })
    void knowsDataOfPersonsByTheirHeader(String header, Protection protection) {
        assertThat(column(header, "x", "y").protection()).hasValue(protection);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "telemetry", "shipping", "company", "embargo", "mailing", "panel"})
    void takesNoHeaderForMoreThanItSays(String header) {
        assertThat(column(header, "x", "y").protection()).isEmpty();
    }

    @Test
    void keepsTheYearOfADateOfBirth() {
        assertThat(column("birth_date", "1980-01-31", "1999-12-01").protection())
                .hasValue(Protection.YEAR);
    }

    @Test
    void takesForFreeTextWhatHoldsAnAddressHereAndThere() {
        String[] notes =
                Stream.iterate("nothing to say", text -> text).limit(200).toArray(String[]::new);
        notes[150] = "ask anna@example.org";

        assertThat(column("note", notes).protection()).hasValue(Protection.DROP);
        notes[150] = "anna@example.org";
        assertThat(column("note", notes).protection()).hasValue(Protection.DROP);
    }

    @Test
    void showsNoValueOfAColumnThatItTakesForPersonal() {
        String file = table(
                "mail,born,card,note,surname",
                60,
                i -> "canary%d@example.org,19%02d-01-01,4111111111111111,to canary%d@example.org,Canary%d"
                        .formatted(i % 2, i % 3, i % 2, i % 2));

        String yaml = written(file, Samples.strict()).yaml();

        assertThat(yaml).contains("email-domain", "year", "last4", "drop", "tokenise");
        assertThat(yaml.toLowerCase(java.util.Locale.ROOT)).doesNotContain("canary", "4111", "1900", "1901");
    }

    @Test
    void takesNoAddressForTheNameOfAColumn() {
        Inferred.Written written =
                written("anna@example.org,x\nben@example.org,y", Samples.layout(Optional.empty(), Optional.empty()));

        assertThat(written.yaml()).doesNotContain("example.org,", "anna", "ben@");
    }

    @Test
    void tellsAPersonWhatToDecide() {
        assertThat(written("n,mail\n1,anna@example.org").guesses())
                .containsExactly(
                        "Line 1 has the names of the columns (--no-header if not).",
                        "mail seems to hold e-mail addresses; it is protected by 'email-domain'.");
    }
}
