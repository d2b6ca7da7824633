package dev.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.contract.parsing.SettingsParser;
import dev.millrace.formats.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The contracts that come with Millrace.
class ExampleContractsTest {
    private static final Path FOLDER = Path.of("..", "..", "contracts");

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".odcs.yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void isAcceptedAndNamedAsItsDataset(Path file) throws IOException {
        ParsedContract parsed = Formats.contract(Files.readAllBytes(file));
        assertThat(parsed).isInstanceOf(ParsedContract.Accepted.class);
        DataContract contract = ((ParsedContract.Accepted) parsed).contract();
        assertThat(file.getFileName()).hasToString(contract.dataset() + ".odcs.yaml");
        assertThat(contract.owners().support()).isNotEmpty();
    }

    @Test
    void thePageListsEachSetting() throws IOException {
        String page = Files.readString(FOLDER.resolve("README.md"));
        assertThat(SettingsParser.KNOWN).allSatisfy(name -> assertThat(page).contains("`millrace." + name + "`"));
    }
}
