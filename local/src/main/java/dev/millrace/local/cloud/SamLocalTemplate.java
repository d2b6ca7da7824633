package dev.millrace.local.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.local.Access;
import dev.millrace.local.Certificate;
import dev.millrace.local.Checkout;
import dev.millrace.local.DockerDoor;
import dev.millrace.local.Home;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The deployed functions as `sam local invoke` gets them: in AWS's own image, but reaching for the local cloud. SAM
/// passes on only variables that the template names, so this template names some more; and each artifact holds the
/// local cloud's certificate, which the function in its container must trust.
public final class SamLocalTemplate {
    private static final String FILE = "template.sam-local.json";
    private static final String TRUST_STORE = "millrace-local-trust.p12";

    /// Where a container has the artifact.
    private static final String TASK_ROOT = "/var/task/";

    private SamLocalTemplate() {}

    /// What a function in a container needs in its environment, beside its own variables.
    public static Map<String, String> variables(Access access) {
        var variables = new TreeMap<>(access.variables());
        variables
                .keySet()
                .retainAll(List.of(
                        "AWS_ENDPOINT_URL",
                        "AWS_ACCESS_KEY_ID",
                        "AWS_SECRET_ACCESS_KEY",
                        "AWS_REGION",
                        "AWS_DEFAULT_REGION"));
        variables.put("AWS_ENDPOINT_URL", DockerDoor.endpoint(access).toString());
        variables.put(
                "JAVA_TOOL_OPTIONS",
                "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                        .formatted(TASK_ROOT + TRUST_STORE, Certificate.PASSWORD));
        return variables;
    }

    /// Writes the template beside the artifacts of the last deploy.
    ///
    /// @return its path, for `sam local invoke --template-file`
    /// @throws Trouble when nothing was deployed from this home
    public static Path write(Home home, Access access) {
        Path built = home.build().resolve(Checkout.TEMPLATE);
        if (Files.notExists(built)) {
            throw new UserError("Nothing is built yet. Run ./millrace up.");
        }
        ObjectNode template = LocalTemplate.read(built);
        template.withObject("/Parameters/Architecture").put("Default", Deployment.architecture());
        for (String function : LocalTemplate.functions(template)) {
            ObjectNode named = template.withObject("/Resources/" + function + "/Properties/Environment/Variables");
            variables(access).keySet().forEach(name -> named.put(name, ""));
            copy(access.trustStore(), home.build().resolve(function).resolve(TRUST_STORE));
        }
        Path file = home.build().resolve(FILE);
        LocalTemplate.write(template, file);
        return file;
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(to + " cannot be written", e);
        }
    }
}
