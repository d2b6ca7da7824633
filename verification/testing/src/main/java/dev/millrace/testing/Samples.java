package dev.millrace.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The sample files of the checkout (`events/samples`): the dataset `event_orders`, whose keys are
/// `events/orders/*.csv`, with three good rows or two bad ones.
public final class Samples {
    /// A key of the dataset.
    public static final String KEY = "events/orders/2026-11-21.csv";

    /// Name of the dataset.
    public static final String DATASET = "event_orders";

    private Samples() {}

    /// The contract: a daily dataset.
    public static byte[] contract() {
        return bytes("orders.odcs.yaml");
    }

    /// The contract of the same dataset with another cadence.
    public static byte[] contract(String cadence) {
        return contractWith("value: daily", "value: " + cadence);
    }

    /// The contract with one text in place of another.
    public static byte[] contractWith(String old, String replacement) {
        return replaced(new String(contract(), StandardCharsets.UTF_8), old, replacement)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// A text with one part in place of another.
    ///
    /// @throws IllegalArgumentException when it has no such part, so that a test would change nothing
    public static String replaced(String text, String old, String replacement) {
        if (!text.contains(old)) {
            throw new IllegalArgumentException("There is no '%s' in: %s".formatted(old, text));
        }
        return text.replace(old, replacement);
    }

    /// A file that keeps the contract: three rows.
    public static byte[] good() {
        return bytes("good.csv");
    }

    /// A file that breaks it: lines 3 and 4 are wrong.
    public static byte[] bad() {
        return bytes("bad.csv");
    }

    private static byte[] bytes(String name) {
        Path file = Checkout.root().resolve("events/samples").resolve(name);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
