package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.stack.FunctionName;
import dev.millrace.cli.stack.Functions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// A deployed function that reaches AWS by a [FaultProxy] only. It is the function as shipped, in a version of its own
/// whose environment names the proxy by the SDK's own variables; the alias serves it until it is closed.
final class FaultyFunction implements AutoCloseable {
    /// The services that functions call, as the SDK's variables name them.
    private static final List<String> SERVICES = List.of("DYNAMODB", "GLUE", "S3", "SFN", "SNS");

    private final LambdaClient lambda;
    private final String name;
    private final FaultProxy proxy;
    private final Map<String, String> shippedVariables;
    private final String shippedVersion;
    private final String version;

    /// @param function such as `load-file`
    FaultyFunction(TestCloud cloud, String function) {
        lambda = cloud.access().client(LambdaClient.builder());
        name = cloud.stack().physicalId(FunctionName.of(function).logicalId());
        proxy = new FaultProxy(cloud.access());
        shippedVariables = lambda.getFunctionConfiguration(g -> g.functionName(name))
                .environment()
                .variables();
        shippedVersion =
                lambda.getAlias(g -> g.functionName(name).name(Functions.ALIAS)).functionVersion();
        configure(redirected());
        version = lambda.publishVersion(p -> p.functionName(name)).version();
        serve(version);
    }

    /// Makes a fault happen while something is done.
    ///
    /// @throws AssertionError when the fault did not happen as often as it should
    void during(Fault fault, Runnable work) {
        proxy.arm(fault);
        work.run();
        assertThat(proxy.happened()).as("How often happened %s", fault).isEqualTo(fault.times());
    }

    /// Serves the shipped version again and takes the faulty one away.
    @Override
    public void close() {
        serve(shippedVersion);
        configure(shippedVariables);
        lambda.deleteFunction(d -> d.functionName(name).qualifier(version));
        proxy.close();
    }

    private Map<String, String> redirected() {
        var variables = new TreeMap<>(shippedVariables);
        SERVICES.forEach(service ->
                variables.put("AWS_ENDPOINT_URL_" + service, proxy.endpoint().toString()));
        return variables;
    }

    private void configure(Map<String, String> variables) {
        lambda.updateFunctionConfiguration(u -> u.functionName(name).environment(e -> e.variables(variables)));
        lambda.waiter().waitUntilFunctionUpdatedV2(g -> g.functionName(name));
    }

    private void serve(String wanted) {
        lambda.updateAlias(u -> u.functionName(name).name(Functions.ALIAS).functionVersion(wanted));
    }
}
