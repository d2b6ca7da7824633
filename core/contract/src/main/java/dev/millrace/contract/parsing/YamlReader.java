package dev.millrace.contract.parsing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/// Reads the bytes of a contract as a plain tree: one document, no aliases, no tags, nothing deep, nothing big. No
/// object is ever made of what stands in it.
public final class YamlReader {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_DEPTH = 30;

    private final Problems problems;
    private final LoaderOptions options = new LoaderOptions();

    public YamlReader(Problems problems) {
        this.problems = problems;
        options.setCodePointLimit(MOST_BYTES);
        options.setNestingDepthLimit(MOST_DEPTH + 1);
    }

    /// The root of the document; empty when there is none, and a problem says why.
    public Optional<Node> read(byte[] yaml) {
        if (yaml.length > MOST_BYTES) {
            problems.add(1, 1, "", "a contract has at most 1 MiB; this one has %,d bytes".formatted(yaml.length));
            return Optional.empty();
        }
        return decode(yaml).flatMap(this::compose);
    }

    private Optional<String> decode(byte[] yaml) {
        ByteBuffer bytes = ByteBuffer.wrap(yaml);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < bytes.position(); i++) {
                line += yaml[i] == '\n' ? 1 : 0;
            }
            problems.add(line, 1, "", "the file is not UTF-8; save it as UTF-8");
            return Optional.empty();
        }
    }

    private Optional<Node> compose(String text) {
        try {
            if (!isPlain(text)) {
                return Optional.empty();
            }
            Node root = new Composer(parser(text), new Resolver(), options).getSingleNode();
            if (root == null) {
                problems.add(1, 1, "", "the file is empty");
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            problems.add(mark(e), "", "this is not YAML: %s".formatted(e.getProblem()));
        } catch (ReaderException e) {
            String before = text.substring(0, Math.min(e.getPosition(), text.length()));
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            int column = before.length() - before.lastIndexOf('\n');
            problems.add(line, column, "", "the character U+%04X may not be in YAML".formatted(e.getCodePoint()));
        } catch (YAMLException e) {
            problems.add(1, 1, "", "this is not YAML: %s".formatted(e.getMessage()));
        }
        return Optional.empty();
    }

    private static Mark mark(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        return mark == null ? new Mark("", 0, 0, 0, new int[0], 0) : mark;
    }

    private ParserImpl parser(String text) {
        return new ParserImpl(new StreamReader(text), options);
    }

    private boolean isPlain(String text) {
        ParserImpl events = parser(text);
        int documents = 0;
        int depth = 0;
        while (events.peekEvent() != null) {
            Event event = events.getEvent();
            documents += event instanceof DocumentStartEvent ? 1 : 0;
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            String wrong = wrong(event, documents, depth);
            if (!wrong.isEmpty()) {
                problems.add(event.getStartMark(), "", wrong);
                return false;
            }
        }
        return true;
    }

    private static String wrong(Event event, int documents, int depth) {
        if (documents > 1) {
            return "a contract is one YAML document; remove what begins with this '---'";
        }
        if (depth > MOST_DEPTH) {
            return "nothing in a contract is nested deeper than %d levels".formatted(MOST_DEPTH);
        }
        if (event instanceof AliasEvent) {
            return "YAML aliases (*name) are not allowed in contracts; write the value out";
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            return "YAML anchors (&name) are not allowed in contracts; write each value out";
        }
        boolean tagged = event instanceof ScalarEvent scalar
                ? scalar.getTag() != null
                : event instanceof CollectionStartEvent collection && collection.getTag() != null;
        return tagged ? "YAML tags (!name) are not allowed in contracts; remove it" : "";
    }
}
