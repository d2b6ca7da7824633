package dev.millrace.authoring.inference;

import dev.millrace.contract.Column;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.Partitioning;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Names that the lake and the catalog take, made of what people write: `Kunden-Nr.` becomes `kunden_nr`.
final class LakeName {
    private static final int LONGEST_COLUMN = 120;
    private static final int LONGEST_DATASET = 60;
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");
    private static final Pattern FILE_ENDINGS =
            Pattern.compile("(?i)\\.(?:csv|tsv|txt|psv|jsonl|ndjson|json|parquet|gz|zst)$");
    private static final Pattern LAST_NUMBERS = Pattern.compile("(?:_v?[0-9]+)+$");

    /// Words that Athena takes for its own in a query, and that many a header has.
    private static final Set<String> QUERY_WORDS = Set.of(
            "all",
            "and",
            "as",
            "at",
            "between",
            "by",
            "case",
            "cast",
            "column",
            "create",
            "cross",
            "cube",
            "date",
            "delete",
            "distinct",
            "drop",
            "else",
            "end",
            "escape",
            "except",
            "exists",
            "external",
            "false",
            "for",
            "from",
            "full",
            "function",
            "grant",
            "group",
            "having",
            "in",
            "inner",
            "insert",
            "interval",
            "into",
            "is",
            "join",
            "left",
            "like",
            "location",
            "map",
            "natural",
            "not",
            "null",
            "of",
            "on",
            "or",
            "order",
            "outer",
            "partition",
            "range",
            "revoke",
            "right",
            "row",
            "rows",
            "select",
            "set",
            "start",
            "table",
            "then",
            "time",
            "timestamp",
            "to",
            "true",
            "union",
            "unique",
            "update",
            "user",
            "using",
            "values",
            "when",
            "where",
            "with");

    private LakeName() {}

    /// The words of a text in lowercase ASCII, with `_` between them; may be empty.
    static String words(String text) {
        String parted = WORD_START.matcher(text).replaceAll("_");
        String plain = ACCENTS.matcher(Normalizer.normalize(parted, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ø", "o")
                .replace("ł", "l");
        return OTHER.matcher(plain).replaceAll("_").replaceAll("^_+|_+$", "");
    }

    /// A name for the column with this header, the `number`th from 1, that is not in `taken`; it is put there.
    static String ofColumn(String header, int number, Set<String> taken) {
        String name = cut(words(header), LONGEST_COLUMN);
        if (name.isEmpty()) {
            name = "column_" + number;
        } else if (!Character.isLetter(name.charAt(0))) {
            name = "c_" + name;
        } else if (QUERY_WORDS.contains(name) || name.equals(Partitioning.ByArrivalDate.COLUMN)) {
            name += "_value";
        }
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        if (!Column.isName(free)) {
            throw new IllegalStateException("Not a column name: " + free);
        }
        return free;
    }

    /// A name for the dataset of a file, without the numbers that tell one file from the next: `Orders-2026-11.csv`
    /// is one of `orders`.
    static String ofDataset(String file) {
        String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        for (String shorter = base; ; base = shorter) {
            shorter = FILE_ENDINGS.matcher(base).replaceFirst("");
            if (shorter.equals(base)) {
                break;
            }
        }
        String name =
                cut(LAST_NUMBERS.matcher("_" + words(base)).replaceFirst("").replaceFirst("^_", ""), LONGEST_DATASET);
        if (name.isEmpty()) {
            return "dataset";
        }
        String lettered = Character.isLetter(name.charAt(0)) ? name : "d_" + name;
        return DataContract.isDataset(lettered) ? lettered : lettered + "_files";
    }

    private static String cut(String name, int longest) {
        return name.length() <= longest ? name : name.substring(0, longest).replaceAll("_+$", "");
    }
}
