package dev.millrace.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The literal by which AWS SAM sees that the functions' settings have changed.
///
/// SAM publishes a version of a function when its code, or its environment **as the template writes it**, is another
/// than before. A parameter stands there as `!Ref`, whatever its value is. A published version keeps its environment
/// for ever, and all callers use published versions: without this literal a new value reaches none of them.
public final class FunctionSettings {
    /// The variable that carries it. Its value in `template.yaml` stands for "deployed by AWS SAM alone".
    static final String VARIABLE = "MILLRACE_SETTINGS";

    /// Where it stands in the template.
    static final String PATH = "Globals/Function/Environment/Variables/" + VARIABLE;

    private static final String FILE = "template.settings.json";

    private FunctionSettings() {}

    /// Writes a built template anew, with the literal for these values of its parameters.
    ///
    /// @param built a template of `sam build`, in JSON or YAML
    /// @param parameters the known values, of the stack and of this deploy; the template's defaults stand for
    ///   the others
    /// @return the template to be deployed; it lies beside the built one, whose paths are relative
    public static Path write(Path built, Map<String, String> parameters) {
        ObjectNode template = LocalTemplate.read(built);
        Path file = built.resolveSibling(FILE);
        LocalTemplate.write(in(template, parameters), file);
        return file;
    }

    /// A copy of a template with the literal.
    static ObjectNode in(ObjectNode template, Map<String, String> parameters) {
        ObjectNode copy = template.deepCopy();
        if (!(copy.at("/" + PATH.substring(0, PATH.lastIndexOf('/'))) instanceof ObjectNode variables)
                || !variables.has(VARIABLE)) {
            throw new IllegalArgumentException("The template has no " + PATH);
        }
        variables.put(VARIABLE, digest(template, resolved(template, parameters)));
        return copy;
    }

    /// The value of each parameter of a template.
    ///
    /// @param parameters known values, also of parameters that the template does not have any more
    private static Map<String, String> resolved(ObjectNode template, Map<String, String> parameters) {
        var resolved = new TreeMap<String, String>();
        template.path("Parameters").properties().forEach(parameter -> {
            String name = parameter.getKey();
            String usual = parameter.getValue().path("Default").asText();
            resolved.put(name, parameters.getOrDefault(name, usual));
        });
        return resolved;
    }

    /// Of all that a function's configuration is made of: a change of, say, its timeout is to reach its callers, too.
    private static String digest(ObjectNode template, Map<String, String> resolved) {
        var fingerprint = new Fingerprint()
                .text(resolved.toString())
                .text(template.path("Conditions").toString())
                .text(template.path("Globals").toString());
        for (String function : LocalTemplate.functions(template)) {
            JsonNode resource = template.path("Resources").path(function);
            fingerprint.text(function).text(resource.toString());
        }
        return fingerprint.hex();
    }
}
