package dev.millrace.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests and answers held against a model that has one shape of each kind.
class ShapeCheckTest {
    private static final ServiceModel MODEL = new ServiceModel(ProtocolJson.read(Bytes.of("""
            {"operations": {"Do": {"input": {"shape": "Thing"}, "output": {"shape": "Thing"}, "errors": [{"shape": "NotNow"}]},
                            "Ping": {}},
             "shapes": {
               "Thing": {"type": "structure", "required": ["name"], "members": {
                 "name": {"shape": "Name"}, "kind": {"shape": "Kind"}, "count": {"shape": "Count"}, "ratio": {"shape": "Ratio"},
                 "at": {"shape": "Time"}, "on": {"shape": "Flag"}, "list": {"shape": "Names"}, "map": {"shape": "Map"},
                 "one": {"shape": "OneOf"}, "bytes": {"shape": "Blob"}}},
               "Name": {"type": "string", "min": 2, "max": 5, "pattern": "[a-z]*"},
               "Kind": {"type": "string", "enum": ["A", "B"]},
               "Count": {"type": "integer", "min": 1, "max": 9},
               "Ratio": {"type": "double"}, "Time": {"type": "timestamp"}, "Flag": {"type": "boolean"}, "Blob": {"type": "blob"},
               "Names": {"type": "list", "member": {"shape": "Name"}, "max": 2},
               "Map": {"type": "map", "key": {"shape": "Name"}, "value": {"shape": "Count"}},
               "OneOf": {"type": "structure", "union": true, "members": {"a": {"shape": "Flag"}, "b": {"shape": "Flag"}}},
               "NotNow": {"type": "structure", "required": ["message"], "members": {"message": {"shape": "Short"}},
                 "error": {"httpStatusCode": 409}},
               "Short": {"type": "string", "max": 10}}}
            """)));

    @Test
    void findsNothingWrongWithWhatIsRight() {
        assertThat(problems("""
                {"name": "abc", "kind": "A", "count": 9, "ratio": 1.5, "at": 1763690000.123, "on": true, "list": ["ab"],
                 "map": {"ab": 1}, "one": {"a": true}, "bytes": "AA=="}
                """)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                     | .name is missing",
                "{'name': null}                         | .name is missing",
                "{'name': 5}                            | .name is no text",
                "{'name': 'a'}                          | .name is shorter than 2",
                "{'name': 'abcdef'}                     | .name is longer than 5",
                "{'name': 'AB'}                         | .name is not of the form [a-z]*",
                "{'name': 'ab', 'other': 1}             | .other is no member",
                "{'name': 'ab', 'kind': 'C'}            | .kind is none of [A, B]",
                "{'name': 'ab', 'count': 0}             | .count is out of range",
                "{'name': 'ab', 'count': 10}            | .count is out of range",
                "{'name': 'ab', 'count': 1.5}           | .count is no such number",
                "{'name': 'ab', 'ratio': '1'}           | .ratio is no such number",
                "{'name': 'ab', 'at': '2026'}           | .at is no number of seconds",
                "{'name': 'ab', 'on': 1}                | .on is no boolean",
                "{'name': 'ab', 'bytes': 1}             | .bytes is no Base64",
                "{'name': 'ab', 'list': {}}             | .list is no list",
                "{'name': 'ab', 'list': ['ab','x']}     | .list[1] is shorter than 2",
                "{'name': 'ab', 'list': ['ab','ab','ab']} | .list is longer than 2",
                "{'name': 'ab', 'map': {'ab': 0}}       | .map.ab is out of range",
                "{'name': 'ab', 'map': {'x': 1}}        | .map.x is shorter than 2",
                "{'name': 'ab', 'map': []}              | .map is no map",
                "{'name': 'ab', 'one': {}}              | .one must have exactly one member",
                "{'name': 'ab', 'one': {'a': true, 'b': true}} | .one must have exactly one member"
            })
    void saysWhatIsWrongAndWhere(String json, String problem) {
        assertThat(problems(json.replace('\'', '"'))).singleElement().asString().startsWith(problem);
    }

    @Test
    void anOperationWithoutShapesHasNothing() {
        assertThat(MODEL.problemsOfInput("Ping", ProtocolJson.object())).isEmpty();
        assertThat(MODEL.problemsOfOutput("Ping", ProtocolJson.object().put("a", 1)))
                .isNotEmpty();
    }

    @Test
    void anAnswerThatBreaksItsModelIsAFaultOfTheServer() {
        assertThatThrownBy(() -> modelled(input -> ProtocolJson.object())
                        .call("Do", ProtocolJson.object().put("name", "ab")))
                .isInstanceOf(BrokenModel.class)
                .hasMessageContaining(".name is missing");
        assertThatThrownBy(() -> modelled(input -> {
                            throw new Refusal("NotNow", "far too long a message");
                        })
                        .call("Do", ProtocolJson.object().put("name", "ab")))
                .isInstanceOf(BrokenModel.class);
        assertThatThrownBy(() -> modelled(input -> {
                            throw new Refusal("NeverHeardOf", "x");
                        })
                        .call("Do", ProtocolJson.object().put("name", "ab")))
                .isInstanceOf(BrokenModel.class);
    }

    @Test
    void aRequestThatBreaksItsModelIsRefused() {
        assertThatThrownBy(() -> modelled(input -> input).call("Do", ProtocolJson.object()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("ValidationException"));
    }

    @Test
    void knowsTheStatusOfAnError() {
        assertThat(MODEL.statusOf("NotNow")).isEqualTo(409);
        assertThat(MODEL.statusOf("ThrottlingException")).isEqualTo(400);
    }

    @Test
    void servesOnlyWhatTheServiceHas() {
        assertThatThrownBy(() -> new Modelled(MODEL, new Doing(Set.of("Dance"), input -> input)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Modelled modelled(UnaryOperator<ObjectNode> work) {
        return new Modelled(MODEL, new Doing(Set.of("Do"), work));
    }

    private record Doing(Set<String> names, UnaryOperator<ObjectNode> work) implements Operations {
        @Override
        public ObjectNode call(String operation, ObjectNode input) {
            return work.apply(input);
        }
    }

    private static List<String> problems(String json) {
        return MODEL.problemsOfInput("Do", ProtocolJson.read(Bytes.of(json)));
    }
}
