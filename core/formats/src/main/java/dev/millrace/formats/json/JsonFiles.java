package dev.millrace.formats.json;

import dev.millrace.contract.DataContract;
import dev.millrace.contract.FileFormat;
import dev.millrace.contract.parsing.SettingValues;
import dev.millrace.formats.adapters.FormatAdapter;
import dev.millrace.judging.RecordJudge;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/// JSON: an object a line (`jsonl`), or one array of objects (`json`).
public final class JsonFiles implements FormatAdapter {
    @Override
    public List<String> names() {
        return List.of("jsonl", "json");
    }

    @Override
    public Set<String> ownSettings() {
        return Set.of();
    }

    @Override
    public FileFormat parse(String name, SettingValues settings) {
        return new JsonFormat(name.equals("jsonl"), settings.maxRecordBytes());
    }

    @Override
    public boolean judge(DataContract contract, InputStream bytes, RecordJudge records) throws IOException {
        return new JsonJudge(contract, (JsonFormat) contract.format(), bytes, records).judge();
    }
}
