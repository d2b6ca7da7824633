package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// A part of a list, as a request asks for it.
///
/// @param next token of the part after it; empty at the end
record Page<T>(List<T> items, Optional<String> next) {
    Page {
        items = List.copyOf(items);
    }

    /// @param token as an earlier part gave it; missing for the first
    /// @param most how many items; missing for `usual`
    /// @throws NumberFormatException when the token is none
    static <T> Page<T> of(List<T> all, JsonNode token, JsonNode most, int usual) {
        int from = Math.min(token.isMissingNode() ? 0 : Integer.parseInt(token.asText()), all.size());
        int to = Math.min(from + most.asInt(usual), all.size());
        return new Page<>(
                all.subList(from, to), to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }
}
