package dev.millrace.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.millrace.base.clients.Adapter;
import dev.millrace.base.fixture.GuessesAlike;
import dev.millrace.base.fixture.WritesAnItem;
import dev.millrace.contract.fixture.KnowsAws;
import dev.millrace.testing.Checkout;
import dev.millrace.testing.Template;
import dev.millrace.updateaudit.fixture.KnowsAnotherFunction;
import dev.millrace.updateaudit.fixture.KnowsTheSdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Modules know only whom they may.
class ModulesTest {
    /// The names of classes where SDK types may be seen, by the service that they adapt. Others have the annotation
    /// [Adapter].
    private static final Pattern ADAPTER = Pattern.compile(
            "dev\\.millrace\\.(\\w+\\.)+((S3|Dynamo|Sns|Glue|Emr|StepFunctions|Secret)\\w+|\\w+Handler|\\w*Wiring)");

    private static final List<String> FUNCTIONS = Function.all(Template.read()).stream()
            .map(f -> f.packageName() + "..")
            .toList();

    private static final JavaClasses MILLRACE = new ClassFileImporter()
            .withImportOption(location ->
                    Stream.of("/test-classes/", "/testing/", "/cli/", "/spark/").noneMatch(location::contains))
            .importPackages("dev.millrace");

    /// A rule, and classes that must be found to break it.
    record Rule(ArchRule rule, List<Class<?>> breakers) {
        @Override
        public String toString() {
            return rule.getDescription();
        }
    }

    static Stream<Rule> rules() {
        Stream<Rule> general = Stream.of(
                new Rule(
                        noClasses()
                                .that()
                                .resideInAnyPackage(
                                        "dev.millrace.contract..",
                                        "dev.millrace.judging..",
                                        "dev.millrace.formats..",
                                        "dev.millrace.authoring..",
                                        "dev.millrace.protocols..",
                                        "dev.millrace.targets.lake.parquet..",
                                        "dev.millrace.sql..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("software.amazon..", "com.amazonaws..")
                                .as("core and the writer of Parquet know nothing of AWS"),
                        List.of(KnowsAws.class)),
                new Rule(
                        noClasses()
                                .that()
                                .resideOutsideOfPackage("dev.millrace.audit..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("dev.millrace.audit.items..")
                                .as("items of the audit table are written by its own subjects only"),
                        List.of(WritesAnItem.class)),
                new Rule(
                        noClasses()
                                .that(DescribedPredicate.not(adapters()))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("software.amazon.awssdk..")
                                .as("SDK types are seen in adapters only"),
                        List.of(KnowsTheSdk.class)),
                new Rule(
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .haveNameMatching(
                                        "java\\.util\\.(concurrent\\.ThreadLocalRandom|Random|SplittableRandom)")
                                .orShould()
                                .callMethod(Math.class, "random")
                                .as("what is random is not alike in all copies of a function's snapshot"),
                        List.of(GuessesAlike.class)));
        return Stream.concat(general, FUNCTIONS.stream().map(ModulesTest::knowsNoOther));
    }

    static Stream<Rule> rulesWithBreakers() {
        return rules().filter(rule -> !rule.breakers().isEmpty());
    }

    private static Rule knowsNoOther(String function) {
        String[] others = FUNCTIONS.stream().filter(f -> !f.equals(function)).toArray(String[]::new);
        return new Rule(
                noClasses()
                        .that()
                        .resideInAPackage(function)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others)
                        .as(function + " knows no other function"),
                function.equals("dev.millrace.updateaudit..") ? List.of(KnowsAnotherFunction.class) : List.of());
    }

    private static DescribedPredicate<JavaClass> adapters() {
        return DescribedPredicate.describe(
                "adapters",
                c -> ADAPTER.matcher(c.getName().replaceFirst("\\$.*", "")).matches()
                        || outermost(c).isAnnotatedWith(Adapter.class));
    }

    private static JavaClass outermost(JavaClass c) {
        return c.getEnclosingClass().map(ModulesTest::outermost).orElse(c);
    }

    @Test
    void allModulesAreLookedAt() {
        assertThat(MILLRACE.stream().map(JavaClass::getPackageName))
                .contains(
                        "dev.millrace.contract",
                        "dev.millrace.judging",
                        "dev.millrace.formats",
                        "dev.millrace.authoring",
                        "dev.millrace.targets.lake",
                        "dev.millrace.sql",
                        "dev.millrace.audit.files",
                        "dev.millrace.startingestion",
                        "dev.millrace.notifyowners");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyModuleKeepsTheRule(Rule rule) {
        rule.rule().check(MILLRACE);
    }

    @ParameterizedTest
    @MethodSource("rulesWithBreakers")
    void theRuleFindsWhatBreaksIt(Rule rule) {
        JavaClasses broken = new ClassFileImporter().importClasses(rule.breakers());

        assertThatThrownBy(() -> rule.rule().check(broken)).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyPackageSaysWhatItIsForAndWhatMayBeNull() {
        Set<Path> packages = Checkout.files(".java").stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .map(Path::getParent)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(packages)
                .hasSizeGreaterThan(10)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .startsWith("///")
                        .contains("@NullMarked"));
    }
}
