package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The operation that a path belongs to, with what the path says.
///
/// @param labels the values in the path, decoded, by their names in the model
record RestRoute(String operation, Map<String, String> labels) {
    RestRoute {
        labels = Map.copyOf(labels);
    }

    static Optional<RestRoute> match(String operation, JsonNode http, String method, String path) {
        if (!http.path("method").asText().equals(method)) {
            return Optional.empty();
        }
        String[] wanted = http.path("requestUri").asText().split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        var labels = new TreeMap<String, String>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{") && !given[i].isEmpty()) {
                labels.put(
                        wanted[i].substring(1, wanted[i].length() - 1),
                        URLDecoder.decode(given[i].replace("+", "%2B"), StandardCharsets.UTF_8));
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(new RestRoute(operation, labels));
    }
}
