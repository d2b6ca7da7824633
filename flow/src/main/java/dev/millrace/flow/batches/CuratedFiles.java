package dev.millrace.flow.batches;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RefusedFile;
import dev.millrace.protocols.RowsAside;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What became of the rows of a committed batch's files, as its job's manifest and result say.
public final class CuratedFiles {
    private final Set<String> curated = new HashSet<>();
    private final Map<String, String> replacedBy = new HashMap<>();
    private final Map<String, RefusedFile> refused;
    private final Map<String, RowsAside> setAside;

    private CuratedFiles(List<InputFile> files, List<RefusedFile> refused, List<RowsAside> setAside) {
        this.setAside = setAside.stream().collect(Collectors.toMap(RowsAside::oid, Function.identity()));
        this.refused = refused.stream().collect(Collectors.toMap(RefusedFile::oid, Function.identity()));
        for (InputFile file : files) {
            if (!this.refused.containsKey(file.oid())) {
                curated.add(file.oid());
                file.replaces().forEach(older -> replacedBy.put(older, file.oid()));
            }
        }
    }

    /// A committed batch without a manifest and a result had no job: then its files have no rows.
    static CuratedFiles read(StagingBucket staging, BatchRef ref) {
        String manifest = RunManifest.key(ref.dataset(), ref.batch(), RunManifest.CURATE);
        String result = ref.resultsPrefix() + RunManifest.resultName(RunManifest.CURATE);
        if (staging.find(manifest).isEmpty() || staging.find(result).isEmpty()) {
            return new CuratedFiles(List.of(), List.of(), List.of());
        }
        RunResult did = staging.read(result, RunResult.class);
        return new CuratedFiles(staging.read(manifest, RunManifest.class).files(), did.refused(), did.setAside());
    }

    /// What became of a file's rows.
    sealed interface Fate {
        /// They are in the table, or it has none.
        ///
        /// @param aside those of them that the job could not curate, and has set aside; null for none
        record InTable(@Nullable RowsAside aside) implements Fate {}

        /// Another file of the batch has taken its place.
        ///
        /// @param oid of the other
        record Replaced(String oid) implements Fate {}

        /// The job could not curate them.
        record Refused(RefusedFile file) implements Fate {}

        /// The job was not given them.
        record Left() implements Fate {}
    }

    /// @param record of a file that was staged
    Fate of(AuditRecord record) {
        String oid = record.oid().hex();
        RefusedFile file = refused.get(oid);
        if (file != null) {
            return new Fate.Refused(file);
        }
        String newer = replacedBy.get(oid);
        if (newer != null && curated.contains(oid)) {
            return new Fate.Replaced(newer);
        }
        boolean hadNoJob = curated.isEmpty() && refused.isEmpty();
        return curated.contains(oid) || (hadNoJob && record.goodRows() == 0)
                ? new Fate.InTable(setAside.get(oid))
                : new Fate.Left();
    }
}
