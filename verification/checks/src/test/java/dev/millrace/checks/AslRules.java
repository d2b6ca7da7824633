package dev.millrace.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.testing.Checkout;
import dev.millrace.testing.Template;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;

/// What state machines promise; each rule gives what breaks it, in words.
final class AslRules {
    private static final String START = "arn:${Partition}:states:::states:startExecution.sync:2";
    private static final String INVOKE = "arn:${Partition}:states:::lambda:invoke";
    private static final String LAUNCH = INVOKE + ".waitForTaskToken";

    /// Who claims: the execution itself or, in one that another started for it, that other one.
    private static final Set<String> CLAIMANTS =
            Set.of("{% $states.context.Execution.Name %}", "{% $states.context.Execution.Input.execution %}");

    private final Template template;
    private final Map<String, Function> functions = new HashMap<>();

    AslRules(Template template) {
        this.template = template;
        Function.all(template).forEach(f -> functions.put(f.logicalId(), f));
    }

    List<String> speaksJsonata(StateMachine machine) {
        var broken = new ArrayList<String>();
        if (!machine.definition().path("QueryLanguage").asText().equals("JSONata")) {
            broken.add("QueryLanguage at the top is not JSONata");
        }
        if (machine.definition().path("Comment").asText().isEmpty()) {
            broken.add("the top has no Comment that says trigger, result and failure path");
        }
        machine.states().forEach((name, state) -> {
            if (state.has("QueryLanguage")) {
                broken.add(name + " has a QueryLanguage of its own");
            }
        });
        return broken;
    }

    List<String> callsFunctionsByTheirAlias(StateMachine machine) {
        var broken = new ArrayList<String>();
        Map<String, Object> substitutions = substitutions(machine);
        machine.tasks().forEach((name, task) -> {
            String function = machine.calls().get(name);
            boolean invokes = task.path("Resource").asText().startsWith(INVOKE);
            if (invokes && function == null) {
                broken.add(name + " calls no ${…}Function");
            } else if (function != null && !Map.of("!Ref", function + ".Alias").equals(substitutions.get(function))) {
                broken.add(name + " calls " + function + ", which the template does not substitute by its alias");
            } else if (function != null && !functions.containsKey(function)) {
                broken.add(name + " calls " + function + ", which is no function of the template");
            }
        });
        substitutions.keySet().stream()
                .filter(s -> !machine.definition().toString().contains("${" + s + "}"))
                .forEach(s -> broken.add("the substitution " + s + " is used nowhere"));
        return broken;
    }

    private Map<String, Object> substitutions(StateMachine machine) {
        return template.ofType("AWS::Serverless::StateMachine").values().stream()
                .filter(p -> ("statemachine/" + machine.file()).equals(p.get("DefinitionUri")))
                .map(p -> Template.map(p.getOrDefault("DefinitionSubstitutions", Map.of())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No state machine of the template is " + machine.file()));
    }

    List<String> sendsEachTaskItsStatesName(StateMachine machine) {
        var broken = new ArrayList<String>();
        machine.calls().keySet().forEach(name -> {
            JsonNode payload =
                    Objects.requireNonNull(machine.states().get(name)).at("/Arguments/Payload");
            boolean right = payload.path("state").asText().equals("{% $states.context.State.Name %}")
                    && CLAIMANTS.contains(payload.path("execution").asText())
                    && payload.has("input")
                    && payload.size() == 3;
            if (!right) {
                broken.add(name + " does not send exactly state, execution and input");
            }
        });
        return broken;
    }

    /// Over all machines, since a function may serve several.
    List<String> haveExactlyTheStepsOfTheirFunctions(Collection<StateMachine> machines) {
        var broken = new ArrayList<String>();
        functions.values().forEach(function -> {
            var states = new HashSet<String>();
            machines.forEach(m -> m.calls().forEach((state, called) -> {
                if (called.equals(function.logicalId())) {
                    states.add(StateMachine.withoutSpaces(state));
                }
            }));
            if (!states.equals(Set.copyOf(function.steps()))) {
                broken.add("%s has the steps %s, but is called by the states %s"
                        .formatted(function.logicalId(), function.steps(), states));
            }
        });
        return broken;
    }

    List<String> haveAnExampleEventForEachCall(StateMachine machine) {
        var broken = new ArrayList<String>();
        Path events = Checkout.root().resolve("events");
        JsonNode samples = StateMachine.json(events.resolve("samples/samples.json"));
        machine.calls().forEach((state, function) -> {
            String name = StateMachine.withoutSpaces(state);
            Path event = events.resolve(name + ".json");
            if (!Files.exists(event)) {
                broken.add("there is no events/" + name + ".json");
            } else if (!StateMachine.json(event).path("state").asText().equals(state)) {
                broken.add("events/" + name + ".json is not of the state " + state);
            } else if (!samples.path(name).path("function").asText().equals(function)) {
                broken.add("events/samples/samples.json does not give " + name + " to " + function);
            }
        });
        return broken;
    }

    List<String> catchOnlyErrorsThatExist(StateMachine machine) {
        var broken = new ArrayList<String>();
        machine.states()
                .forEach((name, state) -> state.findValues("ErrorEquals").stream()
                        .flatMap(errors -> StreamSupport.stream(errors.spliterator(), false))
                        .map(JsonNode::asText)
                        .filter(error -> error.startsWith("dev.millrace") && !isThrowable(error))
                        .forEach(error -> broken.add(name + " names " + error + ", which is no exception")));
        return broken;
    }

    private static boolean isThrowable(String name) {
        try {
            return Throwable.class.isAssignableFrom(Class.forName(name, false, AslRules.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    List<String> waitLongerThanTheirFunctions(StateMachine machine) {
        var broken = new ArrayList<String>();
        machine.tasks().forEach((name, task) -> {
            Function function = functions.get(machine.calls().getOrDefault(name, ""));
            int waits = task.path("TimeoutSeconds").asInt(0);
            if (waits == 0) {
                broken.add(name + " has no TimeoutSeconds");
            } else if (function != null && waits <= function.timeout()) {
                broken.add("%s waits %d s, but %s may take %d s"
                        .formatted(name, waits, function.logicalId(), function.timeout()));
            }
        });
        return broken;
    }

    List<String> tryAgainAsAllDo(StateMachine machine) {
        return machine.tasks().entrySet().stream()
                .filter(e -> !retry(e.getValue()).equals(e.getValue().path("Retry")))
                .map(e -> e.getKey() + " has not the standard Retry")
                .toList();
    }

    private static JsonNode retry(JsonNode task) {
        return switch (task.path("Resource").asText()) {
            case START -> StandardRetries.OF_A_START;
            case LAUNCH -> StandardRetries.OF_A_LAUNCH;
            default -> StandardRetries.OF_A_CALL;
        };
    }

    List<String> catchEverythingLast(StateMachine machine) {
        return machine.tasks().entrySet().stream()
                .filter(e -> {
                    JsonNode catches = e.getValue().path("Catch");
                    return !catches.path(catches.size() - 1)
                            .path("ErrorEquals")
                            .equals(StateMachine.json("[\"States.ALL\"]"));
                })
                .map(e -> e.getKey() + " does not catch States.ALL at last")
                .toList();
    }

    /// An answer that no rule of a Choice knows (null, another release's) must not end an execution as if all were
    /// well.
    List<String> takeAnUnknownAnswerForAFault(StateMachine machine) {
        var broken = new ArrayList<String>();
        machine.states().forEach((name, state) -> {
            JsonNode fallback =
                    machine.states().getOrDefault(state.path("Default").asText(), MissingNode.getInstance());
            boolean says = state.path("Assign").properties().stream()
                    .filter(assigned ->
                            assigned.getValue().isTextual() && assigned.getKey().matches("fault|\\w+Fault"))
                    .anyMatch(assigned -> fails(fallback, assigned.getKey()));
            if (state.path("Type").asText().equals("Choice") && !says) {
                broken.add(name + " does not take what it does not know for a fault");
            }
        });
        return broken;
    }

    private static boolean fails(JsonNode state, String fault) {
        String told = state.path("Type").asText().equals("Fail")
                ? state.path("Cause").asText()
                : state.at("/Arguments/Payload/input").asText();
        return told.contains("$" + fault);
    }

    List<String> leadSomewhere(StateMachine machine) {
        var broken = new ArrayList<String>();
        machine.scopes().forEach(scope -> {
            JsonNode states = scope.required("States");
            var reached = new HashSet<String>();
            var open = new ArrayDeque<>(List.of(scope.required("StartAt").asText()));
            while (!open.isEmpty()) {
                String name = open.pop();
                if (!states.has(name)) {
                    broken.add("there is no state " + name);
                } else if (reached.add(name)) {
                    open.addAll(StateMachine.targets(states.get(name)));
                }
            }
            states.fieldNames().forEachRemaining(name -> {
                if (!reached.contains(name)) {
                    broken.add(name + " is never reached");
                }
                if (!ends(states.get(name)) && !leadsOn(states.get(name))) {
                    broken.add(name + " neither ends nor leads on");
                }
            });
        });
        return broken;
    }

    private static boolean leadsOn(JsonNode state) {
        return state.has("Next") || state.path("Type").asText().equals("Choice");
    }

    private static boolean ends(JsonNode state) {
        return state.path("End").asBoolean()
                || Arrays.asList("Succeed", "Fail").contains(state.path("Type").asText());
    }
}
