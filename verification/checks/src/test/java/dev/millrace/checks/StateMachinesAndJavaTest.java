package dev.millrace.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.testing.Checkout;
import dev.millrace.testing.Template;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the state machines, the functions' Java, the template and the example events together.
class StateMachinesAndJavaTest {
    private static final Template TEMPLATE = Template.read();
    private static final AslRules RULES = new AslRules(TEMPLATE);
    private static final String VALIDATE = "Validate File";

    /// A change that must break a rule.
    interface Change {
        void accept(StateMachine broken);
    }

    /// A rule about one machine, and changes that must break it.
    record Rule(String name, BiFunction<AslRules, StateMachine, List<String>> check, List<Change> breaks) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rule> rules() {
        return Stream.of(
                rule(
                        "speaksJsonata",
                        AslRules::speaksJsonata,
                        m -> m.definition().put("QueryLanguage", "JSONPath"),
                        m -> m.definition().remove("Comment"),
                        m -> m.state(VALIDATE).put("QueryLanguage", "JSONPath")),
                rule(
                        "callsFunctionsByTheirAlias",
                        AslRules::callsFunctionsByTheirAlias,
                        m -> arguments(m).put("FunctionName", "${NoSuchFunction}"),
                        m -> arguments(m).put("FunctionName", "arn:aws:lambda:eu-central-1:1:function:x"),
                        m -> m.definition().withObject("/States").remove("Move Invalid File To Failed Bucket")),
                rule(
                        "sendsEachTaskItsStatesName",
                        AslRules::sendsEachTaskItsStatesName,
                        m -> payload(m).put("state", VALIDATE),
                        m -> payload(m).remove("execution"),
                        m -> payload(m).put("more", 1)),
                rule(
                        "haveAnExampleEventForEachCall",
                        AslRules::haveAnExampleEventForEachCall,
                        m -> m.definition()
                                .withObject("/States")
                                .set("No Such State", m.state(VALIDATE).deepCopy()),
                        m -> arguments(m).put("FunctionName", "${LoadFileFunction}")),
                rule(
                        "catchOnlyErrorsThatExist",
                        AslRules::catchOnlyErrorsThatExist,
                        m -> retried(m).add("dev.millrace.faults.NoSuchFault"),
                        m -> retried(m).add("dev.millrace.audit.files.AuditKey")),
                rule(
                        "waitLongerThanTheirFunctions",
                        AslRules::waitLongerThanTheirFunctions,
                        m -> m.state(VALIDATE).put("TimeoutSeconds", 300),
                        m -> m.state(VALIDATE).remove("TimeoutSeconds")),
                rule(
                        "tryAgainAsAllDo",
                        AslRules::tryAgainAsAllDo,
                        m -> retried(m).remove(0),
                        m -> retried(m).add("States.TaskFailed"),
                        m -> m.state(VALIDATE).remove("Retry"),
                        m -> ((ArrayNode) m.state(VALIDATE).get("Retry")).remove(0),
                        m -> ((ObjectNode) m.state(VALIDATE).at("/Retry/0")).put("JitterStrategy", "NONE")),
                rule(
                        "waitForFunctionsWithinTheExecutionsTime",
                        (rules, m) -> StandardRetries.waitForFunctionsWithinTheExecutionsTime(m),
                        m -> ((ObjectNode) m.state(VALIDATE).at("/Retry/0")).remove("MaxDelaySeconds"),
                        m -> m.definition().put("TimeoutSeconds", 3600)),
                rule(
                        "nameEachVariableOnce",
                        (rules, m) -> VariableScopes.nameEachVariableOnce(m),
                        m -> within(m, "{'Type': 'Pass', 'End': true, 'Assign': {'fault': 1}}"),
                        m -> within(m, "{'Type': 'Task', 'End': true, 'Catch': [{'Assign': {'claim': 1}}]}"),
                        m -> within(m, "{'Type': 'Choice', 'Choices': [{'Next': 'A', 'Assign': {'claim': 1}}]}")),
                rule(
                        "catchEverythingLast",
                        AslRules::catchEverythingLast,
                        m -> m.state(VALIDATE).remove("Catch"),
                        m -> ((ArrayNode) m.state("Load File").get("Catch")).remove(2)),
                rule(
                        "takeAnUnknownAnswerForAFault",
                        AslRules::takeAnUnknownAnswerForAFault,
                        m -> m.state("What Is The Verdict").put("Default", "Nothing To Do"),
                        m -> m.state("Is The File Loaded").remove("Default"),
                        m -> m.state("Is The File Loaded").remove("Assign")),
                rule(
                        "leadSomewhere",
                        AslRules::leadSomewhere,
                        m -> m.state(VALIDATE).put("Next", "No Such State"),
                        m -> m.state("What Is The Verdict").put("Default", "No Such State"),
                        m -> m.state("Mark Ingested").remove("End"),
                        m -> m.definition().put("StartAt", "Mark Ingested")));
    }

    private static Rule rule(String name, BiFunction<AslRules, StateMachine, List<String>> check, Change... breaks) {
        return new Rule(name, check, List.of(breaks));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyStateMachineKeepsTheRule(Rule rule) {
        assertThat(StateMachine.all().stream()
                        .flatMap(machine -> rule.check().apply(RULES, machine).stream()
                                .map(broken -> machine.file() + ": " + broken)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleFindsWhatBreaksIt(Rule rule) {
        assertThat(rule.breaks()).isNotEmpty().allSatisfy(change -> {
            StateMachine broken = ingestFile().copy();
            change.accept(broken);
            assertThat(rule.check().apply(RULES, broken)).isNotEmpty();
        });
    }

    @Test
    void thereAreStateMachinesToLookAt() {
        assertThat(StateMachine.all()).isNotEmpty();
    }

    @Test
    void theStatesThatCallAFunctionAreItsSteps() {
        assertThat(RULES.haveExactlyTheStepsOfTheirFunctions(StateMachine.all()))
                .isEmpty();
    }

    @Test
    void aStateWithoutAStepAndAStepWithoutAStateAreFound() {
        StateMachine more = ingestFile().copy();
        more.definition()
                .withObject("/States")
                .set("Validate Again", more.state(VALIDATE).deepCopy());
        StateMachine fewer = ingestFile().copy();
        fewer.definition().withObject("/States").remove("Mark Ingested");

        assertThat(RULES.haveExactlyTheStepsOfTheirFunctions(with(more)))
                .singleElement()
                .asString()
                .contains("ValidateAgain");
        assertThat(RULES.haveExactlyTheStepsOfTheirFunctions(with(fewer)))
                .singleElement()
                .asString()
                .contains("UpdateAuditFunction");
    }

    /// All machines, with this one in the place of its former self.
    private static List<StateMachine> with(StateMachine changed) {
        return StateMachine.all().stream()
                .map(machine -> machine.file().equals(changed.file()) ? changed : machine)
                .toList();
    }

    @Test
    void aStateTwiceInAFileIsRefused() {
        assertThatThrownBy(() -> StateMachine.json("{\"States\": {\"A\": {}, \"A\": {}}}"))
                .hasStackTraceContaining("Duplicate");
    }

    @Test
    @Tag("H086")
    void aChoiceKnowsEveryAnswerOfItsFunctionAndTakesOthersForFaults() {
        Set<String> verdicts = constants("dev.millrace.validatefile.ValidateAnswer$Outcome");
        assertThat(verdicts.remove("LEFT_TO_JOB")).as("only batches have jobs").isTrue();
        assertThat(known("What Is The Verdict")).isEqualTo(verdicts);
        assertThat(known("Is The File Loaded")).isEqualTo(constants("dev.millrace.loadfile.LoadAnswer$Outcome"));
        assertThat(RULES.takeAnUnknownAnswerForAFault(ingestFile())).isEmpty();
    }

    /// What the rules of a Choice compare an answer with.
    private static Set<String> known(String choice) {
        return ingestFile().state(choice).findValuesAsText("Condition").stream()
                .map(condition -> condition.replaceAll(".* = '(\\w+)' %}", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> constants(String answers) {
        return Stream.of(Function.load(answers).getEnumConstants())
                .map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// A running execution keeps the definition that it began with. It calls aliases, so after a deployment it calls
    /// the new functions; where these no longer serve one of its states, that is a fault. A state that every
    /// definition has writes it down, and the sweep starts the file again by the new definition.
    @Test
    @Tag("H092")
    void anExecutionOfAnEarlierReleaseEndsWellOrAsAFault() {
        assertThat(RULES.callsFunctionsByTheirAlias(ingestFile())).isEmpty();
        assertThat(FunctionRules.eachFunctionIsCalledByItsAlias(TEMPLATE)).isEmpty();
        assertThat(RULES.catchEverythingLast(ingestFile())).isEmpty();
        assertThat(ingestFile().calls())
                .containsEntry("Mark Failed", "UpdateAuditFunction")
                .containsEntry("Notify Owners About Failure", "NotifyOwnersFunction");
    }

    static Stream<Function> functions() {
        return Function.all(TEMPLATE).stream();
    }

    /// One name everywhere.
    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionHasOneNameEverywhere(Function function) {
        assertThat(function.logicalId()).isEqualTo(function.name() + "Function");
        assertThat(function.properties()).containsEntry("Handler", function.handlerClass() + "::handleRequest");
        assertThat(function.environment()).containsEntry("POWERTOOLS_SERVICE_NAME", function.folder());
        assertThat(Function.load(function.handlerClass())).isFinal();
        assertThat(Checkout.root()
                        .resolve("functions")
                        .resolve(function.folder())
                        .resolve("pom.xml"))
                .content()
                .contains("<artifactId>" + function.folder() + "</artifactId>");
        assertThat(Checkout.root().resolve("functions/pom.xml"))
                .content()
                .contains("<module>" + function.folder() + "</module>");
    }

    @Test
    void everyFolderOfFunctionsIsAFunctionOfTheTemplate() throws Exception {
        try (var folders = Files.list(Checkout.root().resolve("functions"))) {
            assertThat(folders.filter(f -> Files.exists(f.resolve("pom.xml")))
                            .map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            functions().map(Function::folder).toList());
        }
    }

    @Test
    void theTriggerHasAnExampleEventToo() {
        assertThat(StateMachine.json(Checkout.root().resolve("events/StartIngestion.json"))
                        .at("/Records/0/eventSource")
                        .asText())
                .isEqualTo("aws:sqs");
    }

    /// State transitions are three quarters of the bill.
    @Test
    void aGoodFileTakesSixTransitionsAtMost() {
        List<String> path = ingestFile().happyPath();

        assertThat(path)
                .containsExactly(
                        "Validate File", "What Is The Verdict", "Load File", "Is The File Loaded", "Mark Ingested");
        assertThat(path.size() + 1).isLessThanOrEqualTo(6);
    }

    private static StateMachine ingestFile() {
        return StateMachine.all().stream()
                .filter(m -> m.file().equals("ingest-file.asl.json"))
                .findFirst()
                .orElseThrow();
    }

    /// Puts a state into a Map of the machine.
    private static void within(StateMachine machine, String state) {
        String map = "{'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'A', 'States': {'A': " + state + "}}}";
        machine.definition().withObject("/States").set("Each", StateMachine.json(map.replace('\'', '"')));
    }

    private static ObjectNode arguments(StateMachine machine) {
        return machine.state(VALIDATE).withObject("/Arguments");
    }

    private static ObjectNode payload(StateMachine machine) {
        return arguments(machine).withObject("/Payload");
    }

    private static ArrayNode retried(StateMachine machine) {
        return (ArrayNode) machine.state(VALIDATE).at("/Retry/0/ErrorEquals");
    }
}
