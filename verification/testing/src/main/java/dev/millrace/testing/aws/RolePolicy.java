package dev.millrace.testing.aws;

import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;

import dev.millrace.testing.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The policy of a function's role, as the template has it, for an account in memory.
public final class RolePolicy {
    static final String REGION = "eu-central-1";
    static final String ACCOUNT = "111122223333";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
    private static final Map<String, String> OF_THE_ACCOUNT = Map.of(
            "AWS::Partition",
            "aws",
            "AWS::Region",
            REGION,
            "AWS::AccountId",
            ACCOUNT,
            "AWS::StackName",
            "millrace",
            "Key.Arn",
            "arn:aws:kms:%s:%s:key/Key".formatted(REGION, ACCOUNT));

    private final String role;
    private final Map<String, String> names;
    private final List<Grant> grants = new ArrayList<>();

    /// @param resources patterns of ARNs
    /// @param context the values that keys of the request's context may have
    private record Grant(List<String> actions, List<Pattern> resources, Map<String, List<String>> context) {
        boolean covers(Right right) {
            return actions.contains(right.action())
                    && resources.stream()
                            .anyMatch(r -> r.matcher(right.resource()).matches())
                    && context.entrySet().stream()
                            .allMatch(key ->
                                    key.getValue().contains(right.context().get(key.getKey())));
        }
    }

    private RolePolicy(String role, Map<String, String> names) {
        this.role = role;
        this.names = names;
    }

    /// The policy of a function's role.
    ///
    /// @param function its logical id, such as `LoadFileFunction`
    /// @param names what the template's references mean here: `LakeBucket.Arn` as well as `NoticesTopic`. Any
    ///     other stays as it is, and fits no request
    public static RolePolicy of(Template template, String function, Map<String, String> names) {
        var known = new HashMap<>(OF_THE_ACCOUNT);
        known.putAll(names);
        String role = String.valueOf(
                        map(template.properties(function).get("Role")).get("!GetAtt"))
                .replaceAll("\\.Arn$", "");
        var policy = new RolePolicy(role, known);
        listOf(template.properties(role).get("Policies")).stream()
                .flatMap(Template::ways)
                .flatMap(p -> listOf(map(map(p).get("PolicyDocument")).get("Statement")).stream())
                .forEach(statement -> policy.add(map(statement)));
        return policy;
    }

    /// A grant with another condition than `StringEquals` is none here: nobody has looked whether it holds.
    private void add(Map<String, Object> statement) {
        if (!"Allow".equals(statement.get("Effect"))) {
            throw new IllegalArgumentException("%s has a statement that denies: %s".formatted(role, statement));
        }
        Map<String, Object> condition = map(statement.getOrDefault("Condition", Map.of()));
        if (Set.of("StringEquals").containsAll(condition.keySet())) {
            grants.add(new Grant(
                    listOf(statement.get("Action")).stream()
                            .map(String::valueOf)
                            .toList(),
                    listOf(statement.get("Resource")).stream()
                            .flatMap(this::texts)
                            .map(RolePolicy::pattern)
                            .toList(),
                    map(condition.getOrDefault("StringEquals", Map.of())).entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    key -> listOf(key.getValue()).stream()
                                            .flatMap(this::texts)
                                            .toList()))));
        }
    }

    /// Logical id of the role.
    public String role() {
        return role;
    }

    /// Whether the role has a right.
    public boolean allows(Right right) {
        return grants.stream().anyMatch(grant -> grant.covers(right));
    }

    /// The texts that a value of the template may be: both ways of an `!If`.
    private Stream<String> texts(Object value) {
        if (!(value instanceof Map<?, ?> function)) {
            return Stream.of(String.valueOf(value));
        }
        Object argument = function.values().iterator().next();
        return switch (String.valueOf(function.keySet().iterator().next())) {
            case "!Sub" ->
                Stream.of(VARIABLE.matcher(String.valueOf(argument))
                        .replaceAll(variable -> Matcher.quoteReplacement(named(variable.group(1)))));
            case "!Ref", "!GetAtt" -> Stream.of(named(String.valueOf(argument)));
            case "!If" -> Template.ways(value).flatMap(this::texts);
            default ->
                throw new IllegalArgumentException(
                        "%s names a resource by %s, which is not known here".formatted(role, function));
        };
    }

    private String named(String reference) {
        return names.getOrDefault(reference, "${" + reference + "}");
    }

    /// A star stands for any text (IAM user guide, "Using wildcards in resource ARNs").
    private static Pattern pattern(String resource) {
        return Pattern.compile(
                Arrays.stream(resource.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private static List<Object> listOf(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> ? list(value) : List.of(value);
    }
}
