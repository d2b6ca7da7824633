package dev.millrace.contract;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who answers for a dataset, and where they are reached. Notices name them, but do not go there (ODCS `team` and
/// `support`).
///
/// @param team the name of the team
/// @param support its channels, in the contract's order
/// @param members its people, in the contract's order
public record Owners(Optional<String> team, List<Channel> support, List<Member> members) {
    private static final String HIDDEN = "(URL)";

    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://\\S*");

    public Owners {
        support = List.copyOf(support);
        members = List.copyOf(members);
    }

    /// A way to reach the owners.
    ///
    /// @param channel what it is called
    /// @param url where it is, such as `mailto:airports@example.org`; that of a chat's webhook is a secret,
    /// so nothing prints it
    /// @param tool what it is, such as `email`, `slack`, `teams`
    /// @param scope what it is for, such as `interactive`, `announcements`, `issues`, `notifications`
    public record Channel(String channel, Optional<String> url, Optional<String> tool, Optional<String> scope) {
        /// All but where it is.
        @Override
        public String toString() {
            return withoutUrls(channel)
                    + scope.map(of -> " for " + withoutUrls(of)).orElse("")
                    + tool.map(of -> " (" + withoutUrls(of) + ")").orElse("");
        }
    }

    /// One of the owners.
    ///
    /// @param username how the company's systems call them, often an e-mail address
    public record Member(String username, Optional<String> name, Optional<String> role) {}

    /// A text without the URLs in it: people write them where names are asked for, too.
    public static String withoutUrls(String text) {
        return URL.matcher(text).replaceAll(HIDDEN);
    }
}
