package dev.millrace.checks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.millrace.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The modules use each other as ARCHITECTURE.md shows, and not otherwise.
class ArrowsTest {
    private static final Pattern LIST = Pattern.compile("```arrows\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /// Modules that have tests only.
    private static final Set<String> OF_TESTS =
            Set.of("verification/checks", "verification/fuzzing", "verification/journeys", "verification/simulation");

    /// Tests' own: it drives the whole house, so it has no line; nothing that is shown may use it.
    private static final String DRIVES_ALL = "verification/harness";

    /// By module, the modules that it may use.
    private static Map<String, Set<String>> shown() throws IOException {
        String page = Files.readString(Checkout.root().resolve("ARCHITECTURE.md"));
        Matcher list = LIST.matcher(page);
        assertThat(list.find()).as("ARCHITECTURE.md has the list of arrows").isTrue();
        Map<String, Set<String>> arrows = new TreeMap<>();
        list.group(1).lines().map(line -> line.split(" +")).forEach(words -> {
            Set<String> before =
                    arrows.put(words[0], new TreeSet<>(Arrays.asList(words).subList(1, words.length)));
            assertThat(before).as("%s is shown once", words[0]).isNull();
        });
        return arrows;
    }

    /// The modules of the build, those of functions among them.
    private static List<String> modules(Path folder, String prefix) throws IOException {
        List<String> all = new ArrayList<>();
        Matcher module = MODULE.matcher(Files.readString(folder.resolve("pom.xml")));
        while (module.find()) {
            String name = module.group(1);
            if (name.equals("functions")) {
                all.addAll(modules(folder.resolve(name), name + "/"));
            } else if (!name.startsWith("benchmarks/")) {
                all.add(prefix + name);
            }
        }
        return all;
    }

    /// By module, the modules whose classes its main classes use, each with an example.
    private static Map<String, Map<String, String>> used(List<String> modules) {
        Map<String, List<JavaClass>> classes = new LinkedHashMap<>();
        Map<String, String> moduleOf = new HashMap<>();
        for (String module : modules) {
            List<JavaClass> found = new ClassFileImporter()
                    .importPath(Checkout.root().resolve(module).resolve("target/classes")).stream()
                            .filter(c -> c.getSource().isPresent())
                            .toList();
            classes.put(module, found);
            found.forEach(c -> moduleOf.put(c.getName(), module));
        }
        Map<String, Map<String, String>> used = new TreeMap<>();
        classes.forEach((module, found) -> {
            Map<String, String> others = used.computeIfAbsent(module, m -> new TreeMap<>());
            found.stream()
                    .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                    .forEach(dependency -> {
                        String other = moduleOf.get(dependency
                                .getTargetClass()
                                .getBaseComponentType()
                                .getName());
                        if (other != null && !other.equals(module)) {
                            others.putIfAbsent(other, dependency.getDescription());
                        }
                    });
        });
        return used;
    }

    @Test
    void everyModuleIsShown() throws IOException {
        Set<String> built = new TreeSet<>(modules(Checkout.root(), ""));
        built.removeAll(OF_TESTS);
        built.remove(DRIVES_ALL);

        assertThat(shown().keySet()).isEqualTo(built);
    }

    @Test
    void modulesOfTestsHaveNoMainClasses() {
        assertThat(Checkout.files(".java").stream().map(Checkout.root()::relativize))
                .noneMatch(file -> OF_TESTS.stream().anyMatch(file::startsWith)
                        && file.toString().contains("src/main/java")
                        && !file.endsWith("package-info.java"));
    }

    @Test
    void everyArrowIsThatOfAClassAndEveryClassHasItsArrow() throws IOException {
        Map<String, Set<String>> shown = shown();
        Map<String, Map<String, String>> used = used(List.copyOf(shown.keySet()));

        assertThat(used)
                .allSatisfy((module, others) -> assertThat(others.keySet())
                        .as("%s uses, such as %s", module, others.values())
                        .isEqualTo(shown.get(module)));
        assertThat(used.values().stream().mapToInt(Map::size).sum()).isGreaterThan(30);
    }

    @Test
    void noPackageIsInACircle() throws IOException {
        List<Path> folders = shown().keySet().stream()
                .map(module -> Checkout.root().resolve(module).resolve("target/classes"))
                .toList();

        slices().matching("dev.millrace.(**)")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter().importPaths(folders));
    }

    /// What a module may use, and what that may use, and so on, has no way back to it.
    @Test
    void arrowsMakeNoCircle() throws IOException {
        Map<String, Set<String>> shown = shown();

        assertThat(shown).doesNotContainKey(DRIVES_ALL);
        assertThat(shown.keySet())
                .allSatisfy(module -> assertThat(reached(shown, module)).doesNotContain(module));
    }

    private static Set<String> reached(Map<String, Set<String>> arrows, String from) {
        Set<String> reached = new TreeSet<>();
        Set<String> next = arrows.getOrDefault(from, Set.of());
        while (!next.isEmpty() && reached.addAll(next)) {
            next = next.stream()
                    .flatMap(module -> arrows.getOrDefault(module, Set.of()).stream())
                    .collect(Collectors.toSet());
        }
        return reached;
    }

    /// Functions are deployed each by itself.
    @Test
    void nothingUsesAFunctionNorTheCommand() throws IOException {
        assertThat(shown().values())
                .allSatisfy(others -> assertThat(others)
                        .noneMatch(other -> other.startsWith("functions/") || other.startsWith("jobs/"))
                        .doesNotContain("cli", "verification/testing", "verification/asl", DRIVES_ALL));
    }
}
