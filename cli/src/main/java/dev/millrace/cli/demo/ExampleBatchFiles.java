package dev.millrace.cli.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/// The files of the examples of batches: card payments of some days (dataset `card_payments`), and account holders of
/// a month with personal data (dataset `account_holders`). Generated; the same seed gives the same bytes.
final class ExampleBatchFiles {
    private static final String PAYMENTS_HEADER = "payment_id;paid_on;merchant;country;amount;fee;status\n";
    private static final String HOLDERS_HEADER = "month,holder_id,full_name,email,iban,born_on,segment,balance\n";
    private static final List<String> COUNTRIES = List.of("de", " NL", "UK", "fr ", "IT", "");
    private static final List<String> STATUS = List.of("settled", "settled", "settled", "refunded", "disputed");
    private static final List<String> SEGMENTS = List.of("private", "private", "business", "student");
    private static final List<String> FIRST = List.of("Anna", "Bruno", "Chloe", "Dilan", "Emeka", "Freya");
    private static final List<String> LAST = List.of("Ahlgren", "Bianchi", "Costa", "Dubois", "Eriksen", "Fischer");

    private final Path folder;
    private final long seed;

    /// @param folder where the files are written; exists
    ExampleBatchFiles(Path folder, long seed) {
        this.folder = folder;
        this.seed = seed;
    }

    /// The example's files: of each dataset some good ones, and some that are refused.
    ///
    /// @param bytes so many has each good file of card payments, roughly; one of account holders three times that
    List<DemoFiles.Drop> all(long bytes) {
        var drops = new ArrayList<DemoFiles.Drop>();
        for (int partner = 1; partner <= 4; partner++) {
            String name = "partner-%d.csv".formatted(partner);
            drops.add(payments(name, payments(name, partner, bytes), true, "payments of four days"));
        }
        drops.add(payments("wrong-delimiter.csv", replaced("partner-1.csv", ";", ","), false, "commas for semicolons"));
        drops.add(payments("missing-column.csv", withoutFee(), false, "its column 'fee' is missing"));
        drops.add(payments("wrong-type.csv", wrongType(), false, "a word for an amount"));
        drops.add(payments("empty.csv", write("empty.csv", ""), false, "no byte in it"));
        for (int branch = 1; branch <= 2; branch++) {
            String name = "branch-%d.csv".formatted(branch);
            Path file = holders(name, branch, bytes * 3);
            drops.add(new DemoFiles.Drop(file, "account-holders/" + name, true, "account holders of a month"));
        }
        Path broken = replaced("branch-1.csv", ",student,", ",pupil,");
        drops.add(new DemoFiles.Drop(
                broken, "account-holders/wrong-segment.csv", false, "a segment that the contract does not know"));
        return drops;
    }

    private static DemoFiles.Drop payments(String name, Path file, boolean good, String what) {
        return new DemoFiles.Drop(file, "card-payments/" + name, good, what);
    }

    /// A file of card payments: one in twenty of its payments comes twice in the partner's files, and countries are
    /// written as people write them.
    Path payments(String name, int partner, long bytes) {
        var random = new SplittableRandom(seed * 1000 + partner);
        return rows(name, PAYMENTS_HEADER, bytes, number -> {
            long cents = random.nextLong(100, 100_000);
            return "P%02d%08d;%s;Shop %d;%s;%s;%s;%s%n"
                    .formatted(
                            partner,
                            number,
                            LocalDate.of(2026, 11, 16).plusDays(random.nextInt(4)),
                            random.nextInt(1, 400),
                            any(COUNTRIES, random),
                            money(cents),
                            money(cents / 50),
                            any(STATUS, random));
        });
    }

    /// A file of account holders; every value that is personal can be told from all others.
    Path holders(String name, int branch, long bytes) {
        var random = new SplittableRandom(seed * 1000 + 500 + branch);
        return rows(name, HOLDERS_HEADER, bytes, number -> {
            String first = any(FIRST, random);
            String last = any(LAST, random);
            return "2026-10-01,H%d-%07d,%s %s,%s.%s.%d@mail%d.example,DE%02d50010517%010d,%s,%s,%s%n"
                    .formatted(
                            branch,
                            number,
                            first,
                            last,
                            first.toLowerCase(Locale.ROOT),
                            last.toLowerCase(Locale.ROOT),
                            number,
                            random.nextInt(5),
                            random.nextInt(10, 99),
                            random.nextLong(10_000_000_000L),
                            LocalDate.of(1940, 1, 1).plusDays(random.nextInt(24_000)),
                            any(SEGMENTS, random),
                            money(random.nextLong(-200_000, 5_000_000)));
        });
    }

    private Path rows(String name, String header, long bytes, LongFunction<String> row) {
        Path file = folder.resolve(name);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(header);
            long written = header.length();
            for (long number = 1; written < bytes; number++) {
                String line = row.apply(number);
                writer.write(line);
                written += line.length();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
        return file;
    }

    private static String any(List<String> values, SplittableRandom random) {
        return values.get(random.nextInt(values.size()));
    }

    private static String money(long cents) {
        return "%s%d.%02d".formatted(cents < 0 ? "-" : "", Math.abs(cents) / 100, Math.abs(cents) % 100);
    }

    private Path replaced(String source, String from, String to) {
        return write("broken-" + from.hashCode() + ".csv", text(source).replace(from, to));
    }

    /// Without the column before the last.
    private Path withoutFee() {
        return write("missing-column.csv", text("partner-2.csv").replaceAll(";[^;\n]*(;[^;\n]*\n)", "$1"));
    }

    private Path wrongType() {
        String text = text("partner-3.csv");
        int line = text.indexOf('\n', text.length() / 2) + 1;
        int amount = text.indexOf(';', text.indexOf(';', text.indexOf(';', text.indexOf(';', line) + 1) + 1) + 1) + 1;
        return write(
                "wrong-type.csv", text.substring(0, amount) + "twelve" + text.substring(text.indexOf(';', amount)));
    }

    private String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private Path write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
