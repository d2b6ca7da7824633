package dev.millrace.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testing.Checkout;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A name of a type means one thing in the whole house, whatever its package.
class NamesTest {
    @Test
    void noSimpleNameStandsTwiceInMainCode() throws IOException {
        Map<String, List<Path>> byName = new TreeMap<>();
        Files.walkFileTree(Checkout.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                boolean skipped = name.equals("target")
                        || name.equals("benchmarks")
                        || name.equals("testing")
                        || (name.startsWith(".") && !folder.equals(Checkout.root()));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".java")
                        && !name.equals("package-info.java")
                        && file.toString().contains("/src/main/java/")) {
                    byName.computeIfAbsent(name, n -> new ArrayList<>()).add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });

        assertThat(byName).hasSizeGreaterThan(500);
        assertThat(byName.values()).allSatisfy(files -> assertThat(files).hasSize(1));
    }
}
