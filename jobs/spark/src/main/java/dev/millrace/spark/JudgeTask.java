package dev.millrace.spark;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.keys.ControlFile;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.formats.FileJudge;
import dev.millrace.formats.Formats;
import dev.millrace.judging.Verdict;
import dev.millrace.judging.findings.Findings;
import dev.millrace.judging.protection.Protector;
import dev.millrace.judging.protection.TokenKey;
import dev.millrace.judging.resources.JudgingResources;
import dev.millrace.judging.sets.Md5;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.JudgedColumn;
import dev.millrace.protocols.JudgedFile;
import dev.millrace.protocols.JudgedFindings;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.targets.lake.parquet.JudgedRows;
import dev.millrace.targets.lake.parquet.LakeFile;
import dev.millrace.targets.lake.parquet.TemporaryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/// Judges one file of a manifest on an executor and stages its rows, exactly as the functions do for smaller ones.
/// Classified values are protected before they are written, also to the executor's disk. What it answers is small, so
/// it goes back as JSON.
final class JudgeTask implements Function<Integer, String> {
    private static final long serialVersionUID = 1;

    private final String yaml;
    private final String manifestJson;
    private final LandingFiles landing;
    private final SerializableConfiguration configuration;

    JudgeTask(String yaml, String manifestJson, LandingFiles landing, SerializableConfiguration configuration) {
        this.yaml = yaml;
        this.manifestJson = manifestJson;
        this.landing = landing;
        this.configuration = configuration;
    }

    @Override
    public String call(Integer index) throws IOException {
        RunManifest manifest = RunJson.read(manifestJson.getBytes(StandardCharsets.UTF_8), RunManifest.class);
        InputFile file = manifest.files().get(index);
        JudgedFile judged;
        try (TemporaryFolder folder = TemporaryFolder.of("judge")) {
            judged = judged(manifest, contract(), file, folder.path());
        } catch (LandingFiles.Vanished e) {
            judged = unread(file, JudgedFile.GONE, null);
        } catch (LandingFiles.NotReadable e) {
            judged = unread(file, JudgedFile.UNREADABLE, e.getMessage());
        }
        return new String(RunJson.write(judged), StandardCharsets.UTF_8);
    }

    private DataContract contract() {
        if (Formats.contract(yaml.getBytes(StandardCharsets.UTF_8)) instanceof ParsedContract.Accepted accepted) {
            return accepted.contract();
        }
        throw new IllegalStateException("The driver read this contract");
    }

    private JudgedFile judged(RunManifest manifest, DataContract contract, InputFile file, Path folder)
            throws IOException {
        LocalDate arrival = file.arrived().atOffset(ZoneOffset.UTC).toLocalDate();
        JudgingResources resources = new JudgingResources(folder, JudgingResources.DEFAULT_KEY_BYTES, null);
        JudgedRows rows = JudgedRows.write(
                contract,
                contract.staged(),
                file.oid(),
                arrival,
                protector(manifest, contract),
                folder,
                sink -> FileJudge.judge(contract, landing.open(file), resources, sink));
        return rows.verdict() instanceof Verdict.Valid valid
                ? valid(manifest, file, valid, md5(contract, file), rows)
                : refused(manifest, file, (Verdict.Rejected) rows.verdict());
    }

    /// Reads the file once more, where its contract has lists with which it may be compared.
    private @Nullable String md5(DataContract contract, InputFile file) throws IOException {
        boolean compared = contract.controlFile()
                .filter(control -> control.kind() == ControlFile.Kind.LIST)
                .isPresent();
        return compared ? Md5.of(landing.open(file)) : null;
    }

    private Protector protector(RunManifest manifest, DataContract contract) throws IOException {
        if (!Protector.needsKey(contract)) {
            return new Protector(contract, null);
        }
        String place = manifest.tokenKey();
        if (place == null) {
            throw new JobFailure(
                    "Columns of %s are tokenised, and the manifest names no key for it".formatted(manifest.dataset()));
        }
        TokenKey key = landing.tokenKey(place);
        requireSameKey(manifest, key);
        return new Protector(contract, key);
    }

    /// The function that loads files keeps the fingerprint of the first key of a version.
    private void requireSameKey(RunManifest manifest, TokenKey key) throws IOException {
        String table = manifest.location();
        String lake = table.substring(0, table.length() - manifest.dataset().length() - 1);
        Optional<byte[]> kept = new HadoopPlaces(configuration.value()).read(lake + key.fingerprintName());
        if (kept.isPresent() && !new String(kept.get(), StandardCharsets.UTF_8).equals(key.fingerprint())) {
            throw new JobFailure(key.otherKey());
        }
    }

    private JudgedFile valid(
            RunManifest manifest, InputFile file, Verdict.Valid valid, @Nullable String md5, JudgedRows rows)
            throws IOException {
        String staged = "%sbatch=%s/%s.parquet".formatted(manifest.stagingLocation(), manifest.batch(), file.oid());
        String setAside = manifest.results() + JudgedFile.setAsideName(file.oid());
        return new JudgedFile(
                file.oid(),
                JudgedFile.VALID,
                valid.rows(),
                valid.setAside(),
                valid.bytes(),
                valid.sha256(),
                md5,
                valid.findings().total(),
                findings(manifest, file, valid.findings()),
                put(rows.good(), staged),
                put(rows.aside(), setAside),
                valid.newColumns().stream()
                        .map(column -> new JudgedColumn(column.header(), column.logicalType()))
                        .toList(),
                null);
    }

    private JudgedFile refused(RunManifest manifest, InputFile file, Verdict.Rejected rejected) throws IOException {
        return new JudgedFile(
                file.oid(),
                JudgedFile.INVALID,
                rejected.rows(),
                0,
                rejected.bytes(),
                rejected.sha256().orElse(null),
                null,
                rejected.findings().total(),
                findings(manifest, file, rejected.findings()),
                null,
                null,
                List.of(),
                null);
    }

    private static JudgedFile unread(InputFile file, String outcome, @Nullable String reason) {
        return new JudgedFile(file.oid(), outcome, 0, 0, 0, null, null, 0, null, null, null, List.of(), reason);
    }

    private @Nullable String findings(RunManifest manifest, InputFile file, Findings findings) throws IOException {
        if (findings.total() == 0) {
            return null;
        }
        String place = manifest.results() + JudgedFile.findingsName(file.oid());
        new HadoopPlaces(configuration.value()).write(place, RunJson.write(JudgedFindings.of(file.oid(), findings)));
        return place;
    }

    /// Puts the one file of rows that there is; null when there is none.
    private @Nullable String put(List<LakeFile> files, String place) throws IOException {
        if (files.isEmpty()) {
            return null;
        }
        new HadoopPlaces(configuration.value()).put(files.get(0).file(), place);
        return place;
    }
}
