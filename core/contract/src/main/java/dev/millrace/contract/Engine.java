package dev.millrace.contract;

/// Where the jobs of batches run (`engine` of `millrace.curate`). The constants' names are those of state machines'
/// inputs and of the audit table's items.
public enum Engine implements Spelled {
    /// AWS Glue.
    GLUE("glue", "Glue"),
    /// Amazon EMR Serverless.
    EMR_SERVERLESS("emr-serverless", "EMR Serverless");

    private final String text;
    private final String title;

    Engine(String text, String title) {
        this.text = text;
        this.title = title;
    }

    /// The spelling used in contracts, such as `emr-serverless`.
    @Override
    public String text() {
        return text;
    }

    /// Its name for people.
    public String title() {
        return title;
    }
}
