package dev.millrace.targets.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionValueTest {
    /// Nothing in a value is taken for syntax.
    @Tag("H028")
    @Tag("H029")
    @Tag("H034")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    NL             | c=NL
                    a b            | c=a b
                    a/b            | c=a%2Fb
                    ..             | c=..
                    ../x           | c=..%2Fx
                    a=b            | c=a%3Db
                    100%           | c=100%25
                    C:\\x          | c=C%3A%5Cx
                    "quo'te"       | c=%22quo%27te%22
                    #*?{[]^        | c=%23%2A%3F%7B%5B%5D%5E
                    }<>,;&$        | c=}<>,;&$
                    Zürich 😀      | c=Zürich 😀
                    """)
    void foldersAreEscapedAsHiveDoes(String value, String folder) {
        assertThat(new PartitionValue("c", value).folder()).isEqualTo(folder);
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThat(new PartitionValue("c", "a\n\u007F").folder()).isEqualTo("c=a%0A%7F");
    }

    @Test
    void aPathHasAFolderForEachValue() {
        Partition partition = new Partition(List.of(new PartitionValue("a", "1"), new PartitionValue("b", "x/y")));
        assertThat(partition.path()).isEqualTo("a=1/b=x%2Fy");
    }
}
