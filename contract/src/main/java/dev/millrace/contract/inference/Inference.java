package dev.millrace.contract.inference;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.Printable;
import dev.millrace.contract.reading.FileBytes;
import dev.millrace.contract.reading.FileJudge;
import dev.millrace.contract.reading.Findings;
import dev.millrace.contract.reading.RowSink;
import dev.millrace.contract.reading.Rule;
import dev.millrace.contract.reading.RuleCount;
import dev.millrace.contract.reading.Verdict;
import dev.millrace.contract.reading.Workbench;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes a first contract from a sample.
///
/// The sample is read by the very reader that judges files: once with any text in every column, to see what the
/// values are; then by the contract itself, to prove that the sample keeps it, and to look for a key. Memory does not
/// grow with the sample.
public final class Inference {
    private static final int BEGINNING = 1 << 20;
    private static final Set<Rule> UNAVOIDABLE = Set.of(Rule.ENCODING, Rule.NUL_BYTE);

    private final FileBytes sample;
    private final InferenceOptions options;

    private Inference(FileBytes sample, InferenceOptions options) {
        this.sample = sample;
        this.options = options;
    }

    /// Reads the sample a few times.
    ///
    /// @throws IOException if reading fails
    public static Inferred infer(FileBytes sample, InferenceOptions options) throws IOException {
        try {
            return new Inference(sample, options).infer();
        } catch (NotUsable e) {
            return new Inferred.Unusable(String.valueOf(e.getMessage()));
        }
    }

    /// What came out of reading the sample.
    ///
    /// @param findings what is wrong with it; empty when nothing is
    /// @param linesWanted how many lines have the rows that are looked at; empty for all
    private record Reading(Optional<Findings> findings, OptionalLong linesWanted) {
        boolean has(Rule rule) {
            return counts().anyMatch(count -> count.rule() == rule);
        }

        /// Columns of which the contract asks too much.
        Set<String> columns() {
            return counts().filter(count -> !UNAVOIDABLE.contains(count.rule()))
                    .flatMap(count -> Stream.ofNullable(count.column()))
                    .collect(Collectors.toSet());
        }

        private Stream<RuleCount> counts() {
            return findings.stream().flatMap(all -> all.counts().stream());
        }
    }

    private Inferred infer() throws IOException, NotUsable {
        Draft draft = FirstDraft.of(layout(), options);
        Profiles profiles = new Profiles(draft.columns().size());
        Reading reading = readRows(draft.contract(), profiles);
        if (reading.has(Rule.RECORD_SIZE)) {
            draft = draft.withLongestRecords();
            profiles = new Profiles(draft.columns().size());
            reading = readRows(draft.contract(), profiles);
        }
        checkReadable(reading);
        Draft typed = proved(
                draft.with(guesses(draft, profiles)).about(about(profiles.rows(), reading)), reading.linesWanted());
        OptionalLong lines = reading.linesWanted();
        Draft keyed = typed.with(
                new KeyGuess(typed, profiles.rows()).find((contract, sink) -> readLines(contract, lines, sink)));
        if (options.strict()
                && readLines(keyed.contract(), lines, RowSink.none()).has(Rule.PRIMARY_KEY)) {
            keyed = typed;
        }
        return new Inferred.Written(
                ContractText.of(keyed),
                keyed.contract(),
                profiles.rows(),
                lines.isEmpty(),
                keyed.decisions(),
                reading.findings());
    }

    private CsvLayout layout() throws IOException, NotUsable {
        try (InputStream in = sample.open()) {
            byte[] beginning = in.readNBytes(BEGINNING);
            return CsvLayout.of(beginning, beginning.length < BEGINNING, options.delimiter(), options.header());
        }
    }

    /// Reads the sample until there are rows enough.
    private Reading readRows(DataContract contract, Profiles sink) throws IOException {
        long[] line = {0};
        try {
            return reading(FileJudge.judge(contract, sample, Workbench.usual(), row -> {
                line[0] = row.line();
                if (sink.rows() == options.rows()) {
                    throw new Enough();
                }
                sink.row(row);
            }));
        } catch (Enough e) {
            Reading wanted = readLines(contract, OptionalLong.of(line[0] - 1), RowSink.none());
            return new Reading(wanted.findings(), wanted.linesWanted());
        }
    }

    /// Reads so many lines of the sample.
    private Reading readLines(DataContract contract, OptionalLong lines, RowSink sink) throws IOException {
        if (lines.isEmpty()) {
            return reading(FileJudge.judge(contract, sample, Workbench.usual(), sink));
        }
        try (InputStream in = new FirstLines(sample.open(), lines.getAsLong())) {
            return new Reading(reading(FileJudge.judge(contract, in, sink)).findings(), lines);
        }
    }

    private static Reading reading(Verdict verdict) {
        return verdict instanceof Verdict.Rejected rejected
                ? new Reading(Optional.of(rejected.findings()), OptionalLong.empty())
                : new Reading(Optional.empty(), OptionalLong.empty());
    }

    /// Some flaws leave nothing to look at.
    private static void checkReadable(Reading reading) throws NotUsable {
        for (Rule rule : List.of(Rule.FILE_KIND, Rule.FILE_EMPTY, Rule.HEADER, Rule.SCHEMA, Rule.RECORD_SIZE)) {
            if (reading.has(rule)) {
                throw new NotUsable(
                        reading.findings().orElseThrow().first().get(0).message());
            }
        }
    }

    private List<ColumnGuess> guesses(Draft draft, Profiles profiles) {
        return IntStream.range(0, draft.columns().size())
                .mapToObj(i -> profiles.column(i)
                        .guess(
                                draft.columns().get(i).name(),
                                draft.columns().get(i).header(),
                                options.strict()))
                .toList();
    }

    private String about(long rows, Reading reading) {
        String name = Printable.of(options.file().substring(options.file().lastIndexOf('/') + 1), 100);
        return String.format(
                Locale.ROOT, "%s, %s %,d rows", name, reading.linesWanted().isEmpty() ? "all its" : "its first", rows);
    }

    /// The draft, with text for each column whose type the sample does not keep after all.
    private Draft proved(Draft draft, OptionalLong lines) throws IOException, NotUsable {
        Draft proved = draft;
        Set<String> wrong = readLines(proved.contract(), lines, RowSink.none()).columns();
        while (!wrong.isEmpty()) {
            List<ColumnGuess> columns = new ArrayList<>();
            for (ColumnGuess column : proved.columns()) {
                columns.add(wrong.contains(column.name()) ? column.asText() : column);
            }
            if (columns.equals(proved.columns())) {
                return proved;
            }
            proved = proved.with(columns);
            wrong = readLines(proved.contract(), lines, RowSink.none()).columns();
        }
        return proved;
    }
}
