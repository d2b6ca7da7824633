package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// Operations whose requests and answers are held against the service's model: a request that breaks it is refused,
/// an answer that does is a fault of this server.
final class Modelled implements Operations {
    private final ServiceModel model;
    private final Operations operations;

    Modelled(ServiceModel model, Operations operations) {
        operations.names().stream().filter(name -> !model.has(name)).forEach(name -> {
            throw new IllegalArgumentException("The service has no operation " + name);
        });
        this.model = model;
        this.operations = operations;
    }

    @Override
    public Set<String> names() {
        return operations.names();
    }

    @Override
    public ObjectNode call(String operation, ObjectNode input) {
        try {
            List<String> problems = model.problemsOfInput(operation, input);
            if (!problems.isEmpty()) {
                throw new Refusal("ValidationException", "%s: %s".formatted(operation, String.join("; ", problems)));
            }
            ObjectNode output = operations.call(operation, input);
            demandNone(operation, model.problemsOfOutput(operation, output));
            return output;
        } catch (Refusal refusal) {
            demandNone(operation, model.problemsOfError(operation, refusal));
            throw refusal;
        }
    }

    private static void demandNone(String operation, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new BrokenModel(operation, problems);
        }
    }
}
