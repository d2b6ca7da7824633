package dev.millrace.formats.parquet;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.FileFormat;
import dev.millrace.contract.parsing.SettingValues;
import dev.millrace.formats.adapters.FormatAdapter;
import dev.millrace.judging.RecordJudge;
import dev.millrace.judging.bytes.FileBytes;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Parquet.
public final class ParquetFiles implements FormatAdapter {
    /// The settings of other formats that a footer says for itself.
    private static final List<String> SAID_BY_THE_FILE = List.of("maxRecordBytes", "encoding", "compression");

    @Override
    public List<String> names() {
        return List.of("parquet");
    }

    @Override
    public Set<String> ownSettings() {
        return Set.of();
    }

    @Override
    public FileFormat parse(String name, SettingValues settings) {
        SAID_BY_THE_FILE.forEach(
                setting -> settings.complain(setting, "has no meaning with millrace.format: parquet; remove it"));
        return new ParquetFormat();
    }

    @Override
    public boolean isReadInPlaces() {
        return true;
    }

    @Override
    public boolean judge(DataContract contract, FileBytes file, RecordJudge records) throws IOException {
        return new ParquetJudge(contract, records).judge(file);
    }
}
