package dev.millrace.local.jobs;

import dev.millrace.local.Access;
import dev.millrace.local.Checkout;
import dev.millrace.local.Home;
import java.net.URI;
import java.nio.file.Path;

/// The job server as a process: serves until it is ended.
public final class JobServerMain {
    private JobServerMain() {}

    /// Starts it.
    ///
    /// @param words the address of the local cloud, the port to listen on, and the folders of the checkout, of the
    ///     home and of botocore's models
    public static void main(String[] words) {
        URI cloud = URI.create(words[0]);
        int port = Integer.parseInt(words[1]);
        var checkout = new Checkout(Path.of(words[2]));
        var home = new Home(Path.of(words[3]));
        Path tls = home.made("tls");
        var access = new Access(cloud, tls.resolve("certificate.pem"), tls.resolve("trust.p12"));
        var roles = new StsRoles(access);
        var upstream = new Upstream(access);
        var parts = new JobServer.Parts(
                Path.of(words[4]),
                new CloudCrawling(access, roles),
                roles,
                new SparkPrograms(
                        home,
                        access,
                        "https://127.0.0.1:" + port,
                        roles,
                        new S3JobObjects(access),
                        () -> SparkHome.of(checkout)),
                new GlueJobDefinitions(access),
                new EventBridgeTargets(access),
                new CloudGuard(upstream),
                upstream);
        JobServer server =
                JobServer.open(port, ServerTls.of(tls.resolve("certificate.pem"), tls.resolve("key.pem")), parts);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    }
}
