package dev.millrace.benchmarks;

import java.util.List;
import java.util.SplittableRandom;

/// The cells of orders: good ones, and bad ones that every judge of types calls bad.
///
/// What tools disagree about is in none: `1e3` in an integer, `yes` as a truth value, a third digit of a cent (one tool
/// rounds it away).
final class OrderCells {
    private static final List<String> WORDS = List.of(
            "Harbour", "Mill", "Stone", "North", "Garden", "Lantern", "River", "Copper", "Field", "Maple", "Orchard");
    private static final List<String> UNICODE_WORDS =
            List.of("Mühle", "Žatec", "Őrség", "東京", "Αθήνα", "Søren", "naïve", "Łódź", "🌾 Feld", "Ñandú", "Київ");
    private static final List<String> STATUSES = List.of("new", "paid", "packed", "shipped", "closed");
    private static final List<String> OFFSETS = List.of("Z", "Z", "Z", "+01:00", "-05:00", "+05:30");
    private static final List<List<String>> BAD = List.of(
            List.of("x17", "12.5.1", "99999999999999999999"),
            List.of("12.3.4", "abc", "99999999999.00"),
            List.of("1.2.3", "abc", "--1"),
            List.of("2025-02-30", "2025-13-01", "soon"),
            List.of("2025-02-30T10:00:00Z", "yesterday", "2025-01-01T25:00:00Z"),
            List.of("25:00:00", "12:61:00", "noon"),
            List.of("maybe", "truth", "2"),
            List.of("ab-1234", "ABCD-1234", "AB-12345"),
            List.of("A name that is longer than forty letters is not a name"),
            List.of("lost", "NEW", "paidd"));

    private final SplittableRandom random;
    private final List<String> words;

    OrderCells(SplittableRandom random, boolean unicode) {
        this.random = random;
        this.words = unicode ? UNICODE_WORDS : WORDS;
    }

    /// Whether a good cell of the column is a text in JSON: it is not for numbers and truth values.
    boolean isJsonText(int column) {
        return column > 2 && column != 6;
    }

    void write(int column, long id, boolean bad, Orders.Text into) {
        if (bad) {
            into.ascii(BAD.get(column).get(random.nextInt(BAD.get(column).size())));
            return;
        }
        switch (column) {
            case 0 -> into.number(id);
            case 1 -> into.number(random.nextInt(10_000_000)).ascii(".").digits(random.nextInt(100), 2);
            case 2 -> into.number(random.nextInt(1_000)).ascii(".").number(100_000_000 + random.nextInt(900_000_000));
            case 3 -> date(into);
            case 4 -> timestamp(into);
            case 5 -> clock(into);
            case 6 -> into.ascii(random.nextBoolean() ? "true" : "false");
            case 7 -> code(into);
            case 8 -> name(into);
            default -> into.ascii(STATUSES.get(random.nextInt(STATUSES.size())));
        }
    }

    private void date(Orders.Text into) {
        into.digits(2000 + random.nextInt(26), 4).ascii("-").digits(1 + random.nextInt(12), 2);
        into.ascii("-").digits(1 + random.nextInt(28), 2);
    }

    private void clock(Orders.Text into) {
        into.digits(random.nextInt(24), 2).ascii(":").digits(random.nextInt(60), 2);
        into.ascii(":").digits(random.nextInt(60), 2);
    }

    private void timestamp(Orders.Text into) {
        date(into);
        into.ascii("T");
        clock(into);
        into.ascii(".").digits(random.nextInt(1_000), 3).ascii(OFFSETS.get(random.nextInt(OFFSETS.size())));
    }

    private void code(Orders.Text into) {
        for (int letters = 2 + random.nextInt(2); letters > 0; letters--) {
            into.ascii(String.valueOf((char) ('A' + random.nextInt(26))));
        }
        into.ascii("-").digits(random.nextInt(10_000), 4);
    }

    private void name(Orders.Text into) {
        into.utf8(words.get(random.nextInt(words.size())));
        for (int more = 1 + random.nextInt(2); more > 0; more--) {
            into.utf8(" " + words.get(random.nextInt(words.size())));
        }
    }
}
