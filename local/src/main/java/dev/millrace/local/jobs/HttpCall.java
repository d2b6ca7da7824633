package dev.millrace.local.jobs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A request as it came.
///
/// @param target path and query, still encoded
/// @param headers by names in any case
record HttpCall(String method, String target, Map<String, List<String>> headers, Bytes body) {
    HttpCall {
        var sorted = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> sorted.put(name, List.copyOf(values)));
        headers = sorted;
    }

    /// The first value of a header.
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(List::getFirst);
    }

    /// The path, still encoded.
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// What follows the path, still encoded; empty when nothing does.
    String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }
}
