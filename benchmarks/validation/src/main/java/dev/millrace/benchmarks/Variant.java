package dev.millrace.benchmarks;

/// A way in which the orders are written.
///
/// @param copies how often the ten columns stand beside each other
/// @param quoted whether every field has quotes around it, where the format has quotes at all
/// @param unicode whether texts have letters beyond ASCII
/// @param badPerMillion how many rows of a million have one bad cell
/// @param json whether it is JSON Lines instead of CSV
record Variant(int copies, boolean quoted, boolean unicode, int badPerMillion, boolean json) {
    /// The variant that `name` stands for: `plain`, `bad`, `quoted`, `wide`, `unicode` or `json`; with `-bad` after it,
    /// one in a hundred rows is bad, for comparing verdicts.
    static Variant of(String name) {
        boolean compared = name.endsWith("-bad");
        String kind = compared ? name.substring(0, name.length() - "-bad".length()) : name;
        int bad = compared ? 10_000 : 0;
        return switch (kind) {
            case "plain" -> new Variant(1, false, false, bad, false);
            case "bad" -> new Variant(1, false, false, 1_000, false);
            case "quoted" -> new Variant(1, true, false, bad, false);
            case "wide" -> new Variant(20, false, false, bad, false);
            case "unicode" -> new Variant(1, false, true, bad, false);
            case "json" -> new Variant(1, false, false, bad, true);
            default -> throw new IllegalArgumentException("no variant " + name);
        };
    }

    /// The name of the column at `index`: with its copy's number where there are many.
    String column(int index) {
        String name = Orders.COLUMNS.get(index % Orders.COLUMNS.size());
        return copies == 1 ? name : name + "_" + (index / Orders.COLUMNS.size() + 1);
    }
}
