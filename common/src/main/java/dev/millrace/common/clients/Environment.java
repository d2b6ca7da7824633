package dev.millrace.common.clients;

/// The environment variables that the template sets.
public final class Environment {
    private Environment() {}

    /// The value of a variable.
    ///
    /// @throws IllegalStateException when it is not set
    public static String required(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    "The environment variable " + name + " is not set. Deploy the template, which sets it.");
        }
        return value;
    }
}
