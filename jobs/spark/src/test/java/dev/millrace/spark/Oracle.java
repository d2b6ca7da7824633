package dev.millrace.spark;

import dev.millrace.protocols.InputFile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the table must hold after each run, computed row by row without Spark.
final class Oracle {
    private final boolean newest;
    private final boolean keyHasPartition;
    private Map<String, List<Line>> table = new TreeMap<>();

    /// @param newest whether of rows with the same key the newest counts
    /// @param keyHasPartition whether a row's key is its id and its partition, not its id alone
    Oracle(boolean newest, boolean keyHasPartition) {
        this.newest = newest;
        this.keyHasPartition = keyHasPartition;
    }

    /// A row of a file, as it is in the file, and where it comes from.
    record Line(InputFile file, long line, Map<String, String> cells, int order) {
        String partition() {
            return String.valueOf(cells.get("country"));
        }
    }

    /// A file and its rows: cells by column; a cell that is not there is null.
    record FileRows(InputFile file, List<Map<String, String>> rows) {}

    /// Runs over files in the order of their arrival, wherever those stand that they replace. The table is as it was
    /// when this does not return.
    void run(List<FileRows> files) {
        List<Line> fresh = new ArrayList<>();
        Set<String> superseded = new HashSet<>();
        files.forEach(file -> superseded.addAll(file.file().replaces()));
        Set<String> ofRun = Set.copyOf(superseded);
        for (int i = 0; i < files.size(); i++) {
            InputFile file = files.get(i).file();
            superseded.add(file.oid());
            if (ofRun.contains(file.oid())) {
                continue;
            }
            for (int row = 0; row < files.get(i).rows().size(); row++) {
                fresh.add(new Line(file, row + 2L, curated(files.get(i).rows().get(row)), i));
            }
        }
        Map<String, List<Line>> merged = new TreeMap<>();
        Set<String> touched = new HashSet<>();
        for (Line line : newest ? newestOf(fresh) : fresh) {
            touched.add(line.partition());
            merged.computeIfAbsent(line.partition(), p -> new ArrayList<>()).add(line);
        }
        table.forEach((partition, lines) -> {
            boolean replaced = lines.stream()
                    .anyMatch(line -> superseded.contains(line.file().oid()));
            List<Line> all = merged.computeIfAbsent(partition, p -> new ArrayList<>());
            lines.stream()
                    .filter(line -> !superseded.contains(line.file().oid()))
                    .map(line -> new Line(line.file(), line.line(), line.cells(), -1))
                    .forEach(all::add);
            if (newest && (replaced || touched.contains(partition))) {
                merged.put(partition, newestOf(all));
            }
        });
        table = merged;
    }

    private List<Line> newestOf(List<Line> lines) {
        Map<String, Line> byKey = new HashMap<>();
        Comparator<Line> age = Comparator.comparing((Line line) -> line.file().arrived())
                .thenComparingInt(Line::order)
                .thenComparingLong(Line::line)
                .thenComparing(line -> line.file().oid());
        for (Line line : lines) {
            byKey.merge(key(line), line, (a, b) -> age.compare(a, b) >= 0 ? a : b);
        }
        return new ArrayList<>(byKey.values());
    }

    private String key(Line line) {
        String id = String.valueOf(line.cells().get("id"));
        return keyHasPartition ? id + " " + line.partition() : id;
    }

    /// `city` is trimmed, put into capitals, mapped, and filled; `net` is twice the `amount`.
    private static Map<String, String> curated(Map<String, String> row) {
        Map<String, String> cells = new TreeMap<>(row);
        String city = row.get("city");
        String capitals = city == null ? "NOWHERE" : trimmed(city).toUpperCase(Locale.ROOT);
        cells.put("city", capitals.equals("LNDN") ? "LONDON" : capitals);
        String amount = row.get("amount");
        if (amount != null) {
            BigDecimal exact = new BigDecimal(amount).setScale(2);
            cells.put("amount", exact.toPlainString());
            cells.put("net", exact.add(exact).toPlainString());
        }
        return cells;
    }

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /// Every row as [TestLake#rows] says it.
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (List<Line> lines : table.values()) {
            for (Line line : lines) {
                TreeMap<String, String> cells = new TreeMap<>(line.cells());
                cells.put("_oid", line.file().oid());
                cells.put("_line", Long.toString(line.line()));
                cells.put("_arrived", line.file().arrived().toString());
                rows.add(cells.toString());
            }
        }
        return rows.stream().sorted().toList();
    }
}
