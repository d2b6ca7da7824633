package dev.millrace.contract.parsing;

import dev.millrace.contract.Owners;
import java.util.List;
import java.util.Optional;

/// Reads who owns a dataset.
final class OwnersParser {
    private OwnersParser() {}

    static Owners parse(Fields contract) {
        Optional<YamlNode> team = contract.get("team");
        // ODCS 3.0 had a plain list of members, and 3.1 still allows it.
        List<YamlNode> members = team.filter(YamlNode::isList)
                .map(YamlNode::items)
                .orElseGet(
                        () -> team.map(spot -> spot.fields().items("members")).orElse(List.of()));
        return new Owners(
                team.flatMap(spot -> spot.fields().text("name")),
                contract.items("support").stream()
                        .map(item -> channel(item.fields()))
                        .toList(),
                members.stream().map(item -> member(item.fields())).toList());
    }

    private static Owners.Channel channel(Fields item) {
        return new Owners.Channel(
                item.text("channel").orElse(""), item.text("url"), item.text("tool"), item.text("scope"));
    }

    private static Owners.Member member(Fields item) {
        return new Owners.Member(item.text("username").orElse(""), item.text("name"), item.text("role"));
    }
}
