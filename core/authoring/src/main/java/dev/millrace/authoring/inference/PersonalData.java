package dev.millrace.authoring.inference;

import dev.millrace.contract.StringFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Kinds of values that tell of a person, by what a header or the values themselves look like. Each is a guess.
///
/// The order matters: a value or a header counts for the first kind that takes it.
enum PersonalData {
    EMAIL(
            "e-mail addresses",
            "email-domain",
            30,
            1,
            "email e_mail mail mail_address emailaddress mailadresse courriel") {
        @Override
        boolean holds(String text) {
            return text.indexOf('@') > 0 && StringFormat.EMAIL.matches(text);
        }
    },
    IBAN("bank account numbers (IBAN)", "last4", 30, 1, "iban bank_account account_iban kontonummer bankverbindung") {
        @Override
        boolean holds(String text) {
            return text.length() <= 42 && CheckDigits.isIban(compact(text));
        }
    },
    NATIONAL_ID(
            "national numbers of persons",
            "tokenise",
            90,
            3,
            "ssn social_security nino national_id passport tax_id steuer_id bsn personnummer dni nif curp cpf pesel "
                    + "codice_fiscale ahv social_insurance identity_number id_card driving_licence driver_license") {
        @Override
        boolean holds(String text) {
            return text.length() <= 20
                    && (SOCIAL_SECURITY.matcher(text).matches() || CheckDigits.isNationalId(compact(text)));
        }
    },
    CARD(
            "card numbers",
            "last4",
            95,
            4,
            "card_number credit_card creditcard pan cc_number kartennummer debit_card carte_bancaire") {
        @Override
        boolean holds(String text) {
            return text.length() <= 25 && CheckDigits.isCard(compact(text));
        }
    },
    IP_ADDRESS("addresses of devices", "tokenise", 90, 2, "ip ip_address ipaddress client_ip remote_addr") {
        @Override
        boolean holds(String text) {
            return text.length() <= 45 && (StringFormat.IPV4.matches(text) || StringFormat.IPV6.matches(text));
        }
    },
    PHONE(
            "telephone numbers",
            "tokenise",
            90,
            3,
            "phone telephone tel telefon telefono mobile handy fax msisdn phone_number mobilnummer") {
        @Override
        boolean holds(String text) {
            return text.length() <= 30 && PHONE_NUMBER.matcher(text).matches() && hasDigits(text, 8, 15);
        }
    },
    BIRTH_DATE(
            "dates of birth",
            "year",
            "birth birthday birthdate dob born date_of_birth geburtsdatum geburtstag date_naissance geboren"),
    NAME(
            "names of persons",
            "tokenise",
            "first_name last_name firstname lastname surname given_name family_name full_name fullname middle_name "
                    + "maiden_name vorname nachname familienname prenom apellido apellidos customer_name "
                    + "contact_name patient_name employee_name person_name user_name username cardholder holder_name "
                    + "kundenname voornaam achternaam"),
    ADDRESS(
            "addresses of persons",
            "drop",
            "street street_address address adresse address_line address1 address2 strasse hausnummer home_address "
                    + "postal_address billing_address shipping_address direccion indirizzo adres"),
    FREE_TEXT("free text with data of persons in it", "drop", 0, 1, "") {
        @Override
        boolean holds(String text) {
            return text.indexOf('@') > 0
                    && MAIL_INSIDE
                            .matcher(text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text)
                            .find();
        }
    };

    private static final int LOOKED_AT = 4_000;
    private static final Pattern SOCIAL_SECURITY =
            Pattern.compile("(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}");
    private static final Pattern PHONE_NUMBER = Pattern.compile(
            "(?:\\+|00)[0-9](?:[ ()/.-]{0,2}[0-9]){6,14}|\\(?0[0-9]{1,5}\\)?[ /-][0-9](?:[ /-]?[0-9]){4,11}"
                    + "|\\(?[2-9][0-9]{2}\\)?[ .-][0-9]{3}[ .-][0-9]{4}");
    private static final Pattern MAIL_INSIDE =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9-]{1,63}+\\.[A-Za-z]{2,}");

    private final String description;
    private final String protection;
    private final int percent;
    private final int fewest;
    private final String headerWords;

    /// @param percent how many of a hundred values must look like it
    /// @param fewest how many values must look like it at least
    /// @param headerWords what a header has in it, with spaces between, each as [LakeName#words] writes it
    PersonalData(String description, String protection, int percent, int fewest, String headerWords) {
        this.description = description;
        this.protection = protection;
        this.percent = percent;
        this.fewest = fewest;
        this.headerWords = headerWords;
    }

    /// A kind that only a header can tell of.
    PersonalData(String description, String protection, String headerWords) {
        this(description, protection, 100, Integer.MAX_VALUE, headerWords);
    }

    /// Whether a value looks like it.
    boolean holds(String text) {
        return false;
    }

    /// Whether so many of all values say that the column holds it.
    boolean isSaidBy(long hits, long values) {
        return hits >= Math.max(1, fewest) && hits * 100 >= values * percent;
    }

    /// The kind that a column's header names.
    static Optional<PersonalData> ofHeader(String header) {
        String words = "_" + LakeName.words(header) + "_";
        return Arrays.stream(values()).filter(kind -> kind.isNamedIn(words)).findFirst();
    }

    private boolean isNamedIn(String words) {
        return Arrays.stream(headerWords.split(" "))
                .anyMatch(word -> !word.isEmpty() && words.contains("_" + word + "_"));
    }

    /// The kind that a single value is enough to tell.
    static boolean isTold(String text) {
        return EMAIL.holds(text) || IBAN.holds(text) || FREE_TEXT.holds(text);
    }

    /// In the plural, for people.
    String description() {
        return description;
    }

    /// How the lake keeps it unless a person decides otherwise (`millrace.protect`).
    String protection() {
        return protection;
    }

    private static String compact(String text) {
        return text.replaceAll("[ .-]", "").toUpperCase(Locale.ROOT);
    }

    private static boolean hasDigits(String text, int least, int most) {
        long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
        return digits >= least && digits <= most;
    }
}
