package dev.millrace.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/// How to talk to a running local cloud as its administrator. Nothing of the person's own AWS settings is used.
///
/// @param endpoint `https://127.0.0.1:<port>`; an address rather than a name, so that SDKs put the bucket into the
///     path
/// @param certificate what Python and the AWS CLI must trust, PEM
/// @param trustStore what JVMs must trust, PKCS12 with the password [#TRUST_STORE_PASSWORD]
/// @param jobs address of the job server, which is Glue and EMR Serverless
public record Access(URI endpoint, Path certificate, Path trustStore, URI jobs) {
    /// The local cloud's administrator.
    public static final String ACCESS_KEY = "test";

    /// No secret: the local cloud does not check its administrator's signatures.
    public static final String SECRET_KEY = "test";

    /// Password of the trust store. It guards nothing: what is in there is no secret.
    public static final String TRUST_STORE_PASSWORD = Certificate.PASSWORD;

    /// The only region that is used at home.
    public static final Region REGION = Region.US_EAST_1;

    /// What in an environment could lead AWS tools to a person's own account, or to a place that is not the local
    /// cloud.
    private static final Set<String> FOREIGN = Set.of(
            "AWS_PROFILE",
            "AWS_DEFAULT_PROFILE",
            "AWS_SESSION_TOKEN",
            "AWS_ROLE_ARN",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CREDENTIAL_EXPIRATION");

    /// One without a job server.
    public Access(URI endpoint, Path certificate, Path trustStore) {
        this(endpoint, certificate, trustStore, endpoint);
    }

    /// The same services at another address, such as the job server's.
    public Access at(URI other) {
        return new Access(other, certificate, trustStore, jobs);
    }

    /// A client of the administrator, such as `access.client(S3Client.builder())`.
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return client(builder, administrator());
    }

    /// The same for requests that take long to be answered.
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, Duration answerWithin) {
        return client(
                builder, administrator(), UrlConnectionHttpClient.builder().socketTimeout(answerWithin));
    }

    /// A client of somebody else, to whom policies apply.
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, AwsCredentialsProvider credentials) {
        return client(builder, credentials, UrlConnectionHttpClient.builder());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, AwsCredentialsProvider credentials, UrlConnectionHttpClient.Builder http) {
        return builder.endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(credentials)
                .overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .defaultProfileFile(ProfileFile.aggregator().build())
                        .build())
                .httpClientBuilder(http.tlsTrustManagersProvider(this::trustManagers))
                .build();
    }

    private static AwsCredentialsProvider administrator() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
    }

    /// What AWS tools (CLI, SAM, SDKs) need in their environment.
    public Map<String, String> variables() {
        var variables = new TreeMap<String, String>();
        variables.put("AWS_ENDPOINT_URL", endpoint.toString());
        variables.put("AWS_ENDPOINT_URL_GLUE", jobs.toString());
        variables.put("AWS_ENDPOINT_URL_EMR_SERVERLESS", jobs.toString());
        variables.put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
        variables.put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
        variables.put("AWS_REGION", REGION.id());
        variables.put("AWS_DEFAULT_REGION", REGION.id());
        variables.put("AWS_CA_BUNDLE", certificate.toString());
        variables.put("AWS_CONFIG_FILE", "/dev/null");
        variables.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        return variables;
    }

    /// Turns an environment into one whose AWS tools can reach nothing but the local cloud.
    public void enter(Map<String, String> environment) {
        environment.keySet().removeIf(name -> FOREIGN.contains(name) || name.startsWith("AWS_ENDPOINT_URL_"));
        environment.putAll(variables());
        environment.merge("NO_PROXY", "127.0.0.1,localhost", (old, ours) -> old + "," + ours);
        environment.put("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    }

    /// Trusts the local cloud, and nobody else.
    public TrustManager[] trustManagers() {
        try (InputStream stored = Files.newInputStream(trustStore)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(stored, Certificate.PASSWORD.toCharArray());
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return factory.getTrustManagers();
        } catch (IOException e) {
            throw new UncheckedIOException(trustStore + " cannot be read. Run ./millrace down, then up.", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(trustStore + " is no trust store. Delete it and run ./millrace up.", e);
        }
    }
}
