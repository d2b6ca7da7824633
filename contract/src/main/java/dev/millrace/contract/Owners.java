package dev.millrace.contract;

import java.util.List;
import java.util.Optional;

/// Who answers for a dataset, and how they are told things (ODCS `team` and `support`).
///
/// @param team the name of the team
/// @param support its channels, in the contract's order
/// @param members its people, in the contract's order
public record Owners(Optional<String> team, List<Channel> support, List<Member> members) {
    private static final String MAILTO = "mailto:";

    public Owners {
        support = List.copyOf(support);
        members = List.copyOf(members);
    }

    /// A way to reach the owners.
    ///
    /// @param channel what it is called
    /// @param url where it is, such as `mailto:airports@example.org`
    /// @param tool what it is, such as `email`, `slack`, `teams`
    /// @param scope what it is for, such as `interactive`, `announcements`, `issues`, `notifications`
    public record Channel(String channel, Optional<String> url, Optional<String> tool, Optional<String> scope) {}

    /// One of the owners.
    ///
    /// @param username how the company's systems call them, often an e-mail address
    public record Member(String username, Optional<String> name, Optional<String> role) {}

    /// The addresses of the channels whose URL is a `mailto:`, in the contract's order.
    public List<String> mailAddresses() {
        return support.stream()
                .flatMap(channel -> channel.url().stream())
                .filter(url -> url.startsWith(MAILTO))
                .map(url -> url.substring(MAILTO.length()))
                .toList();
    }
}
