package dev.millrace.checks;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// CloudFormation's functions as [dev.millrace.testing.Template] gives them, and words for what a rule misses.
final class Intrinsics {
    private Intrinsics() {}

    static Map<String, Object> ref(String logicalId) {
        return Map.of("!Ref", logicalId);
    }

    static Map<String, Object> arn(String logicalId) {
        return Map.of("!GetAtt", logicalId + ".Arn");
    }

    /// The resource that `!Ref` or `!GetAtt` names; empty for anything else.
    static String named(@Nullable Object value) {
        if (value instanceof Map<?, ?> function && function.size() == 1) {
            Object name = function.containsKey("!Ref") ? function.get("!Ref") : function.get("!GetAtt");
            return text(name).replaceAll("\\..*$", "");
        }
        return "";
    }

    /// Whether it is true exactly while the stack is protected from deletion.
    static boolean followsProtection(@Nullable Object value) {
        return value instanceof Map<?, ?> function
                && function.get("!If") instanceof List<?> choice
                && choice.size() == 3
                && choice.getFirst().equals("Protected")
                && choice.get(1).equals("true")
                && (choice.get(2).equals("false") || choice.get(2).equals(ref("AWS::NoValue")));
    }

    static boolean isKey(@Nullable Object value) {
        return arn("Key").equals(value) || ref("Key").equals(value);
    }

    static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    static void require(List<String> broken, String id, String what, boolean holds) {
        if (!holds) {
            broken.add(id + " is not " + what);
        }
    }
}
