package dev.millrace.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Checkout;
import dev.millrace.testing.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The pages of the documentation lead where they say.
class PagesTest {
    private static final int LANDING_PAGE = 90;
    /// `./millrace up` sets them.
    private static final Set<String> OF_THE_LOCAL_CLOUD = Set.of("LocalCloud", "EmrApplicationAtHome");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\\n]*`", Pattern.DOTALL);
    /// Ways of speaking that a reader stumbles over, or that nobody searches for; CONTRIBUTING.md has the rules of
    /// prose.
    private static final Pattern STUMBLE = Pattern.compile(
            "whoever|what came of|(?:is|are) at (?:its|their) end\\b|(?:was|were|is|are) told of|needs? not be|nobody knows|is none of",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

    @Test
    void everyLinkLeadsToAFileAndAHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> pages = Checkout.files(".md");
        int links = 0;
        for (Path page : pages) {
            String text = CODE.matcher(Files.readString(page)).replaceAll("");
            for (MatchResult link : LINK.matcher(text).results().toList()) {
                String target = link.group(1);
                if (!target.contains("://") && !target.startsWith("mailto:")) {
                    links++;
                    if (!leads(page, target)) {
                        broken.add("%s: %s".formatted(Checkout.root().relativize(page), target));
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(pages).hasSizeGreaterThan(30);
        assertThat(links).isGreaterThan(60);
    }

    private static boolean leads(Path page, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(file) && (parts.length < 2 || anchors(file).contains(parts[1]));
    }

    /// As GitHub makes them of headings.
    private static Set<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void pagesSpeakPlainly() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path page : Checkout.files(".md")) {
            STUMBLE.matcher(CODE.matcher(Files.readString(page)).replaceAll(""))
                    .results()
                    .forEach(words ->
                            found.add("%s: %s".formatted(Checkout.root().relativize(page), words.group())));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void theReadmeIsALandingPage() throws IOException {
        assertThat(Files.readAllLines(Checkout.root().resolve("README.md"))).hasSizeLessThanOrEqualTo(LANDING_PAGE);
    }

    @Test
    void everyParameterOfTheStackIsOnAPageAboutIt() throws IOException {
        Path docs = Checkout.root().resolve("docs");
        String pages = Files.readString(docs.resolve("deploy.md")) + Files.readString(docs.resolve("batches.md"));
        Set<String> parameters = new TreeSet<>(Template.read().parameters().keySet());
        parameters.removeAll(OF_THE_LOCAL_CLOUD);

        assertThat(parameters).allMatch(name -> pages.contains("`" + name + "`"));
    }
}
