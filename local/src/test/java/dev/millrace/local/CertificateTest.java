package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {
    @TempDir
    Path folder;

    @BeforeEach
    void make() {
        new Certificate(folder).make();
    }

    @Test
    void isForThisMachineOnly() throws Exception {
        assertThat(certificate().getSubjectAlternativeNames())
                .extracting(name -> name.get(1))
                // The last one is this machine as Docker's default bridge knows it, and nobody else.
                .isEqualTo(List.of("localhost", "127.0.0.1", DockerDoor.ADDRESS));
    }

    @Test
    void keepsItsKeyFromOthers() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(new Certificate(folder).key())))
                .isEqualTo("rw-------");
    }

    @Test
    void isMadeOnce() throws Exception {
        X509Certificate before = certificate();
        new Certificate(folder).make();
        assertThat(certificate()).isEqualTo(before);
    }

    @Test
    void leavesNoStoreOfTheKeyBehind() {
        assertThat(folder.resolve("pair.p12")).doesNotExist();
    }

    private X509Certificate certificate() throws Exception {
        try (var pem = Files.newInputStream(new Certificate(folder).pem())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }
}
