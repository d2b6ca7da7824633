package dev.millrace.contract.parsing;

import dev.millrace.contract.FileFormat;
import java.util.Map;
import java.util.Optional;

/// The values of the `millrace.*` properties of a contract, and what is wrong with them.
public final class SettingValues {
    private final Problems problems;
    private final Map<String, YamlNode> values;

    /// @param values the properties' values, by name without prefix
    SettingValues(Problems problems, Map<String, YamlNode> values) {
        this.problems = problems;
        this.values = values;
    }

    /// A setting's text; empty when it is not given.
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).flatMap(YamlNode::text);
    }

    /// The setting `maxRecordBytes`.
    public int maxRecordBytes() {
        return whole("maxRecordBytes", FileFormat.DEFAULT_MAX_RECORD_BYTES, FileFormat.GREATEST_MAX_RECORD_BYTES);
    }

    /// A setting that is a whole number from 1 to `most`.
    public int whole(String name, int byDefault, int most) {
        YamlNode value = values.get(name);
        if (value == null) {
            return byDefault;
        }
        Optional<Integer> number = value.whole().filter(n -> n >= 1 && n <= most);
        if (number.isEmpty()) {
            problems.add(value, "must be a whole number from 1 to %d, without quotes".formatted(most));
        }
        return number.orElse(byDefault);
    }

    /// Says what is wrong with a setting, where it is given.
    public void complain(String name, String message) {
        Optional.ofNullable(values.get(name)).ifPresent(value -> problems.add(value, message));
    }
}
