package dev.millrace.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The example events of the checkout (`events/*.json`), which also serve `sam local invoke`.
public final class Events {
    private Events() {}

    /// An event with its placeholders filled in.
    ///
    /// @param name of the file, without `.json`
    /// @param values by placeholder; a text that is nothing but `${Fence}` or `${Rows}` becomes a number
    public static String text(String name, Map<String, String> values) {
        Path file = Checkout.root().resolve("events").resolve(name + ".json");
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            String placeholder = "${" + value.getKey() + "}";
            boolean number = value.getKey().equals("Fence") || value.getKey().equals("Rows");
            text = text.replace(number ? "\"" + placeholder + "\"" : placeholder, value.getValue());
        }
        if (text.contains("${")) {
            throw new IllegalArgumentException("The event " + name + " has a placeholder that is not filled: " + text);
        }
        return text;
    }

    /// The event as a function gets it.
    public static InputStream stream(String name, Map<String, String> values) {
        return new ByteArrayInputStream(text(name, values).getBytes(StandardCharsets.UTF_8));
    }
}
