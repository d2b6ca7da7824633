package dev.millrace.contract.parsing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/// Hides where the channels of a contract are: whoever knows the URL of a chat's webhook can write there. Addresses of
/// mail stay.
public final class HiddenUrls {
    /// What stands in place of a URL. A contract that has it is refused.
    static final String HIDDEN = "(hidden)";

    private static final String MAILTO = "mailto:";

    private HiddenUrls() {}

    /// A contract as people may see it.
    ///
    /// @param yaml of the contract; one that is no YAML stays as it is
    public static String in(byte[] yaml) {
        String text = new String(yaml, StandardCharsets.UTF_8);
        List<Node> urls = new ArrayList<>(new YamlReader(new Problems())
                .read(yaml).map(root -> new YamlNode(root, "").fields().items("support")).orElse(List.of()).stream()
                        .map(YamlNode::fields)
                        .flatMap(channel ->
                                Stream.of("url", "invitationUrl").flatMap(name -> channel.get(name).stream()))
                        .filter(url -> !url.scalar().orElse("").startsWith(MAILTO))
                        .map(YamlNode::node)
                        .toList());
        // Marks count code points; from the last to the first, so that those before stay where they are.
        urls.sort(Comparator.comparingInt((Node node) -> node.getStartMark().getIndex())
                .reversed());
        int from = text.startsWith("\uFEFF") ? 1 : 0;
        var shown = new StringBuilder(text);
        for (Node url : urls) {
            int start = shown.offsetByCodePoints(0, url.getStartMark().getIndex() + from);
            int end = shown.offsetByCodePoints(0, url.getEndMark().getIndex() + from);
            // A block of text (`|`) has the end of its line in it.
            String lineEnd = shown.charAt(end - 1) == '\n' ? "\n" : "";
            shown.replace(start, end, '"' + HIDDEN + '"' + lineEnd);
        }
        return shown.toString();
    }
}
