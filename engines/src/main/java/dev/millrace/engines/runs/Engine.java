package dev.millrace.engines.runs;

/// Where jobs run. The names are those of state machines' inputs and of the audit table's items.
public enum Engine {
    /// AWS Glue.
    GLUE("Glue"),
    /// Amazon EMR Serverless.
    EMR_SERVERLESS("EMR Serverless");

    private final String title;

    Engine(String title) {
        this.title = title;
    }

    /// Its name for people.
    public String title() {
        return title;
    }
}
