package dev.millrace.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arguments that the job is started with; services add others of their own, which are passed over.
///
/// @param manifest place of the manifest
/// @param job id of the job and fence of its launch, such as `j1#2`
/// @param region of the stack; null when only the environment tells it
record JobArguments(String manifest, String job, @Nullable String region) {
    static JobArguments of(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i + 1 < arguments.size(); i++) {
            values.putIfAbsent(arguments.get(i), arguments.get(i + 1));
        }
        return new JobArguments(
                needed(values, "--manifest"), needed(values, "--millrace-job"), values.get("--millrace-region"));
    }

    private static String needed(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null || value.startsWith("--")) {
            throw new JobFailure("usage: --manifest <place of the manifest> --millrace-job <id>#<fence>; %s is missing"
                    .formatted(name));
        }
        return value;
    }
}
