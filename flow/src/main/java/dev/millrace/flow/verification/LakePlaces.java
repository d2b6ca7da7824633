package dev.millrace.flow.verification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What lies below places of the lake, as a query would read it: neither empty objects nor those whose name begins
/// with `_` or `.`.
public interface LakePlaces {
    /// Some of the objects below a place, by key.
    ///
    /// @param location an `s3://` URI that ends in `/`
    /// @param after only those behind this one; null for the first
    /// @param limit how many objects are looked at, at most 1,000
    Page below(String location, @Nullable String after, int limit);

    /// Some objects.
    ///
    /// @param names their keys without the place
    /// @param next after which one the next page begins; null when this was the last
    record Page(List<String> names, @Nullable String next) {
        public Page {
            names = List.copyOf(names);
        }
    }
}
