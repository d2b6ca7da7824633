package dev.millrace.checks;

import static dev.millrace.checks.TemplateRule.at;
import static dev.millrace.testing.Template.list;
import static dev.millrace.testing.Template.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Template;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The bucket of artifacts (`bootstrap.yaml`) is kept as the stack's own are.
class BootstrapTest {
    private final Template bootstrap = Template.read("bootstrap.yaml");

    static Stream<Function<Template, List<String>>> rules() {
        return Stream.of(
                PlaceRules::everyBucketIsClosed,
                PlaceRules::whatIsLeftOverEnds,
                PlaceRules::whatHoldsDataOutlivesTheStack);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void keepsTheRule(Function<Template, List<String>> rule) {
        assertThat(bootstrap.ofType("AWS::S3::Bucket")).hasSize(1);
        assertThat(rule.apply(bootstrap)).isEmpty();
    }

    /// A running job reads its files again, and CloudFormation those of the last release when it rolls back.
    @Test
    void forgetsNothingThatIsNotReplaced() {
        assertThat(list(at(bootstrap, "ArtifactsBucket", "LifecycleConfiguration")
                        .get("Rules")))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(map(rule).keySet())
                        .isSubsetOf("Id", "Status", "AbortIncompleteMultipartUpload", "NoncurrentVersionExpiration"));
    }
}
