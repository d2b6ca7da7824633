package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// The protocol AWS JSON 1.1, as Glue speaks it: one path, and the operation in the header `X-Amz-Target`. What is
/// not carried out here is passed on as it came.
final class JsonFront implements Front {
    private static final String TYPE = "application/x-amz-json-1.1";
    private static final int BAD_REQUEST = 400;

    private final String prefix;
    private final Operations operations;
    private final Guard guard;
    private final Front others;

    /// @param prefix of the header's value, such as `AWSGlue`
    /// @param others answers every other operation
    JsonFront(String prefix, Operations operations, Guard guard, Front others) {
        this.prefix = prefix;
        this.operations = operations;
        this.guard = guard;
        this.others = others;
    }

    @Override
    public HttpReply answer(HttpCall call) {
        String target = call.header("X-Amz-Target").orElse("");
        String operation = target.substring(target.indexOf('.') + 1);
        Set<String> here = operations.names();
        if (!target.equals(prefix + "." + operation) || !here.contains(operation)) {
            return others.answer(call);
        }
        try {
            ObjectNode input = ProtocolJson.read(call.body());
            guard.admit(call, NeededRights.ofGlue(operation, input));
            return HttpReply.json(HttpReply.OK, TYPE, operations.call(operation, input));
        } catch (Refusal refusal) {
            return HttpReply.refusal(BAD_REQUEST, TYPE, refusal);
        }
    }
}
