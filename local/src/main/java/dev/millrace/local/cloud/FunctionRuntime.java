package dev.millrace.local.cloud;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.millrace.local.Certificate;
import dev.millrace.local.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Java functions at home: the local cloud runs what is called `bootstrap` in an artifact, and this bootstrap starts
/// AWS's own runtime client for Java with the function's unchanged classes and jars.
final class FunctionRuntime {
    /// Names of the variables through which the local cloud tells a bootstrap what differs from home to home.
    static final String JAVA = "MILLRACE_JAVA";

    static final String JARS = "MILLRACE_RUNTIME";
    static final String TRUST_STORE = "MILLRACE_TRUST_STORE";
    static final String ENDPOINT = "MILLRACE_ENDPOINT";
    static final String JOBS_ENDPOINT = "MILLRACE_JOBS_ENDPOINT";

    /// The runtime client's native library. Each runtime client would unpack it to the same place in /tmp, over the
    /// one that others have loaded, and these would crash; so it is unpacked once, here.
    private static final String NATIVE = "libaws-lambda-jni.so";

    private static final String NATIVE_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /// The heap is 85 % of the function's memory, as in Lambda's Java runtime. Glue and EMR Serverless are the job
    /// server, unless the function's own environment says otherwise. Elsewhere than in the local cloud,
    /// such as in the container of `sam local invoke`, the image's own runtime takes over.
    private static final String BOOTSTRAP = """
            #!/bin/sh
            [ -n "$%s" ] || exec /var/runtime/bootstrap "$@"
            export AWS_ENDPOINT_URL="$%s"
            export AWS_ENDPOINT_URL_GLUE="${AWS_ENDPOINT_URL_GLUE:-$%s}"
            export AWS_ENDPOINT_URL_EMR_SERVERLESS="${AWS_ENDPOINT_URL_EMR_SERVERLESS:-$%s}"
            exec "$%s" "-Xmx$((AWS_LAMBDA_FUNCTION_MEMORY_SIZE * 85 / 100))m" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
              -XX:-UsePerfData -Xshare:auto --enable-native-access=ALL-UNNAMED "-D%s=$%s/%s" \\
              "-Djavax.net.ssl.trustStore=$%s" -Djavax.net.ssl.trustStorePassword=%s \\
              -cp "$LAMBDA_TASK_ROOT:$LAMBDA_TASK_ROOT/lib/*:$%s/*" %s "$_HANDLER"
            """.formatted(
                    JAVA,
                    ENDPOINT,
                    JOBS_ENDPOINT,
                    JOBS_ENDPOINT,
                    JAVA,
                    NATIVE_PROPERTY,
                    JARS,
                    NATIVE,
                    TRUST_STORE,
                    Certificate.PASSWORD,
                    JARS,
                    AWSLambda.class.getName());

    private FunctionRuntime() {}

    /// Adds the bootstrap to an artifact that `sam build` made.
    static void addTo(Path artifact) {
        Path bootstrap = artifact.resolve("bootstrap");
        try {
            Files.writeString(bootstrap, BOOTSTRAP);
            if (!bootstrap.toFile().setExecutable(true)) {
                throw new IOException("it cannot be made executable");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(bootstrap + " cannot be written", e);
        }
    }

    /// Puts the runtime client's jars and native library where the bootstraps expect them.
    static void install(Path folder) {
        for (Class<?> part : List.of(AWSLambda.class, Context.class, PojoSerializer.class)) {
            Path jar = jarOf(part);
            put(folder.resolve(jar.getFileName()), read(jar));
        }
        put(folder.resolve(NATIVE), nativeLibrary());
    }

    private static byte[] nativeLibrary() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String libc = Files.exists(Path.of("/etc/alpine-release")) ? "_musl" : "";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        String name = "/jni/libaws-lambda-jni.%s%s-%s.so".formatted(system, libc, processor);
        try (InputStream library = AWSLambda.class.getResourceAsStream(name)) {
            if (library == null) {
                throw new UserError(
                        ("AWS's runtime client for Java has no library for %s on %s. Functions run at home on Linux only (on "
                                        + "other systems: in a virtual machine, or WSL 2).")
                                .formatted(system, processor));
            }
            return library.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be unpacked", e);
        }
    }

    /// Replaces a file in one step and only when it differs: running functions have it open.
    private static void put(Path file, byte[] content) {
        try {
            if (Files.notExists(file) || !Arrays.equals(read(file), content)) {
                Path next = file.resolveSibling(file.getFileName() + ".next");
                Files.write(next, content);
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static Path jarOf(Class<?> part) {
        try {
            return Path.of(Objects.requireNonNull(part.getProtectionDomain().getCodeSource())
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The jar of " + part + " has no path", e);
        }
    }
}
