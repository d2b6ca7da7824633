package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Where events go.
@FunctionalInterface
interface EventTargets {
    /// Delivers an event to whom the rules name; to nobody where there is no such rule.
    void deliver(ObjectNode event);
}
