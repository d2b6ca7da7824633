package dev.millrace.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Checkout;
import dev.millrace.testing.SamTransform;
import dev.millrace.testing.Template;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Two stacks of one account and region have no name in common. AWS SAM gives names, too, so the template is looked at
/// as AWS gets it.
class ExpandedNamesTest {
    /// Properties that name the resource itself.
    private static final Set<String> NAMES = Set.of(
            "Name",
            "BucketName",
            "TableName",
            "QueueName",
            "TopicName",
            "LogGroupName",
            "StateMachineName",
            "RoleName",
            "AlarmName",
            "DashboardName",
            "AliasName",
            "SecretName",
            "RuleName",
            "DatabaseInput");

    /// Names within a resource of the stack's own.
    private static final Set<String> INNER = Set.of("AWS::Lambda::Alias");

    private static final List<String> OWN = List.of("${AWS::StackName}", "${CatalogDatabase}", "{Ref=CatalogDatabase}");

    @Test
    void everyNameIsTheStacksOwn() throws IOException {
        Map<String, Object> resources = SamTransform.expand(Checkout.root().resolve("template.yaml"));

        assertThat(resources).hasSizeGreaterThan(100);
        assertThat(names(resources))
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(OWN).as(name).anyMatch(name::contains));
    }

    @Test
    void aNameOfAwsSamsOwnMakingIsFound() {
        assertThat(names(Map.of(
                        "Daily",
                        Map.of("Type", "AWS::Scheduler::Schedule", "Properties", Map.of("Name", "FunctionDaily")))))
                .containsExactly("Daily Name: FunctionDaily")
                .noneMatch(name -> OWN.stream().anyMatch(name::contains));
    }

    private static List<String> names(Map<String, Object> resources) {
        var names = new ArrayList<String>();
        resources.forEach((id, resource) -> {
            Map<String, Object> known = Template.map(resource);
            if (!INNER.contains(String.valueOf(known.get("Type")))) {
                Template.map(known.getOrDefault("Properties", Map.of())).forEach((property, value) -> {
                    if (NAMES.contains(property)) {
                        names.add("%s %s: %s".formatted(id, property, value));
                    }
                });
            }
        });
        return names;
    }
}
