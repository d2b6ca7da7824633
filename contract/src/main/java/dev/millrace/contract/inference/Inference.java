package dev.millrace.contract.inference;

import dev.millrace.contract.Printable;
import dev.millrace.contract.reading.FileBytes;
import dev.millrace.contract.reading.Findings;
import dev.millrace.contract.reading.RowSink;
import dev.millrace.contract.unpacking.PackingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Writes a first contract from a sample.
///
/// The sample is read by the very readers that judge files: once with nothing known of its values, to see what they
/// are; then by the contract itself, to prove that the sample keeps it, and to look for a key. Memory does not grow
/// with the sample.
public final class Inference {
    private static final int BEGINNING = 1 << 16;

    private final Sample sample;
    private final InferenceOptions options;

    private Inference(Sample sample, InferenceOptions options) {
        this.sample = sample;
        this.options = options;
    }

    /// Reads the sample a few times.
    ///
    /// @throws IOException if reading fails
    public static Inferred infer(FileBytes sample, InferenceOptions options) throws IOException {
        try {
            return new Inference(Sample.of(sample), options).infer();
        } catch (NotUsable e) {
            return new Inferred.Unusable(String.valueOf(e.getMessage()));
        } catch (PackingException e) {
            return new Inferred.Unusable(e.reason());
        }
    }

    private Inferred infer() throws IOException, NotUsable {
        Looked looked = look();
        Proof proof = new Proof(sample, looked.lines());
        Draft draft = proof.hardened(looked.draft().about(about(looked)));
        Draft keyed = draft.with(new KeyGuess(draft, looked.rows()).find(proof));
        Draft proved = options.strict() ? proof.hardened(keyed) : keyed;
        Optional<Findings> findings = proof.judge(proved, RowSink.none());
        return new Inferred.Written(
                ContractText.of(proved),
                proved.contract(),
                looked.rows(),
                looked.lines().isEmpty(),
                proved.decisions(),
                findings);
    }

    private Looked look() throws IOException, NotUsable {
        String format = options.format().isPresent() ? options.format().get() : foundOut(sample.beginning(BEGINNING));
        return switch (format) {
            case "parquet" -> new ParquetSample(sample, options).look();
            case "jsonl", "json" -> new JsonSample(sample, options, new JsonLayout(format.equals("jsonl"))).look();
            default -> new CsvSample(sample, options).look();
        };
    }

    /// By the first character that is no white space.
    private static String foundOut(byte[] beginning) {
        if (new String(beginning, 0, Math.min(4, beginning.length), StandardCharsets.ISO_8859_1).matches("PAR[1E]")) {
            return "parquet";
        }
        for (int at = 0; at < beginning.length; at++) {
            byte b = beginning[at];
            boolean passed = b == ' ' || b == '\t' || b == '\r' || b == '\n' || (at < 3 && b < 0);
            if (!passed) {
                return b == '{' ? "jsonl" : b == '[' ? "json" : "csv";
            }
        }
        return "csv";
    }

    private String about(Looked looked) {
        String name = Printable.of(options.file().substring(options.file().lastIndexOf('/') + 1), 100);
        String part = looked.lines().isEmpty() ? "all its" : "its first";
        return String.format(Locale.ROOT, "%s, %s %,d rows", name, part, looked.rows());
    }
}
