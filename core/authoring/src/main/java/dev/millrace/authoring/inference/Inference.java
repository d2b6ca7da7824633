package dev.millrace.authoring.inference;

import dev.millrace.contract.Printable;
import dev.millrace.formats.unpacking.PackingException;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
        byte[] beginning = sample.beginning(BEGINNING);
        Optional<String> foreign = Foreign.kind(beginning);
        if (foreign.isPresent()) {
            throw new NotUsable("it is " + foreign.get());
        }
        Looked looked = look(beginning);
        DraftJudge proof = new DraftJudge(sample, looked.lines());
        DraftJudge.Proved proved = proof.prove(looked.draft().about(about(looked)), looked.rows());
        if (options.strict() && proved.key().isPresent()) {
            proved = proof.prove(proved.draft().with(proved.key()), looked.rows());
        }
        return written(looked, proved, new Hints(sample, proved.findings()));
    }

    private static Inferred written(Looked looked, DraftJudge.Proved proved, Hints hints)
            throws IOException, NotUsable {
        if (looked.rows() == 0 && proved.findings().isPresent()) {
            throw new NotUsable("none of its rows can be read; " + hints.reason());
        }
        Optional<Key> key = proved.draft().key().or(proved::key);
        Draft draft = proved.draft().with(key);
        List<String> remarks = new ArrayList<>(draft.remarks());
        remarks.addAll(hints.told());
        return new Inferred.Written(
                ContractText.of(draft),
                draft.contract(),
                looked.rows(),
                looked.lines().isEmpty(),
                draft.decisions(),
                remarks,
                draft.leftOut(),
                proved.findings());
    }

    private Looked look(byte[] beginning) throws IOException, NotUsable {
        String format = options.format().isPresent() ? options.format().get() : foundOut(beginning);
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
