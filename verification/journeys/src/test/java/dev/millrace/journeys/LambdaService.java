package dev.millrace.journeys;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.millrace.asl.AslCall;
import dev.millrace.asl.AslDefinition;
import dev.millrace.asl.AslOutcome;
import dev.millrace.asl.AslServices;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// Lambda, as a Task calls it: the functions' handlers, by the names that stand for them.
final class LambdaService implements AslServices {
    private final Map<String, RequestStreamHandler> functions;
    private final JourneyMachines machines;

    LambdaService(Map<String, RequestStreamHandler> functions, LambdaFaults faults) {
        this.functions = Map.copyOf(functions);
        this.machines = new JourneyMachines(faults);
    }

    boolean has(String function) {
        return functions.containsKey(function);
    }

    @Override
    public void invoke(AslCall call, Consumer<AslOutcome> done) {
        String function = AslDefinition.substituted(call.function());
        machines.invoke(call, Objects.requireNonNull(functions.get(function)), done);
    }
}
