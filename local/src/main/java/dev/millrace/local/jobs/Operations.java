package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// What a service does, whatever its protocol.
interface Operations {
    /// Those that are carried out here, such as `StartCrawler`.
    Set<String> names();

    /// Carries one of them out.
    ///
    /// @return its answer
    /// @throws Refusal when it is refused
    /// @throws LostAnswer when it is done and nobody shall hear of it
    ObjectNode call(String operation, ObjectNode input);
}
