package dev.millrace.simulation;

import dev.millrace.audit.files.ContractPin;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.OnDuplicate;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.contract.parsing.ParsedContract;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.formats.Formats;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A dataset of the simulation: nothing but what its contract says of versions and duplicates.
record Policy(OnNewVersion onNewVersion, OnDuplicate onDuplicate, DataContract contract, ContractRef ref) {
    /// One of each.
    static final List<Policy> ALL = Arrays.stream(OnNewVersion.values())
            .flatMap(v -> Arrays.stream(OnDuplicate.values()).map(d -> of(v, d)))
            .toList();

    /// A dataset of which each folder is complete when its marker comes.
    static final Policy MARKED = of("marked", OnNewVersion.APPEND, OnDuplicate.LOAD, "{folder}/_SUCCESS");

    /// A dataset of which each folder has a list of its files.
    static final Policy LISTED = of("listed", OnNewVersion.APPEND, OnDuplicate.LOAD, "{folder}/all.ctl");

    /// All of them.
    static final List<Policy> EVERY =
            Stream.concat(ALL.stream(), Stream.of(MARKED, LISTED)).toList();

    private static Policy of(OnNewVersion onNewVersion, OnDuplicate onDuplicate) {
        String dataset = (onNewVersion + "_" + onDuplicate).toLowerCase(Locale.ROOT);
        return of(dataset, onNewVersion, onDuplicate, "");
    }

    private static Policy of(String dataset, OnNewVersion onNewVersion, OnDuplicate onDuplicate, String control) {
        String version = onNewVersion.name().toLowerCase(Locale.ROOT);
        String duplicate = onDuplicate.name().toLowerCase(Locale.ROOT);
        String property =
                control.isEmpty() ? "" : "  - {property: millrace.controlFile, value: \"%s\"}\n".formatted(control);
        byte[] yaml = yaml(
                        dataset, control.isEmpty() ? "*" : "*/*", "1.0.0", """
                  - {property: millrace.onNewVersion, value: %s}
                  - {property: millrace.onDuplicate, value: %s}
                """.formatted(version, duplicate) + property)
                .getBytes(StandardCharsets.UTF_8);
        if (!(Formats.contract(yaml) instanceof ParsedContract.Accepted accepted)) {
            throw new IllegalStateException("No contract: " + Formats.contract(yaml));
        }
        DataContract contract = accepted.contract();
        var pin = new ContractPin(contract.dataset(), contract.version(), ObjectId.sha256(yaml));
        var ref = new ContractRef(
                pin, contract.keyPattern(), contract.cadence(), Timeline.BEGINNING, contract.controlFile());
        return new Policy(onNewVersion, onDuplicate, contract, ref);
    }

    /// A contract of files with a number and a word in each line.
    ///
    /// @param files pattern of the names of its files, below its folder and without `.csv`
    /// @param properties lines of its `customProperties`
    static String yaml(String dataset, String files, String version, String properties) {
        return """
                apiVersion: v3.1.0
                kind: DataContract
                id: urn:millrace:contract:%1$s
                name: A dataset of the simulation
                version: %3$s
                status: active
                schema:
                  - name: %1$s
                    properties:
                      - {name: number, logicalType: integer, required: true}
                      - {name: word, logicalType: string, required: true}
                team: {name: A team, members: [{username: ana@example.org}]}
                support: [{channel: mail, tool: email, url: "mailto:ana@example.org"}]
                customProperties:
                  - {property: millrace.keyPattern, value: "%1$s/%2$s.csv"}
                """.formatted(dataset, files, version) + properties;
    }

    String dataset() {
        return contract.dataset();
    }

    @Override
    public String toString() {
        return dataset();
    }
}
