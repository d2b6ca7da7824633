package dev.millrace.contract.parsing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which fields a mapping of ODCS 3.1 may have, and of what kind each is.
///
/// @param open whether fields that are not listed are allowed, too
/// @param fields by name
record Structure(boolean open, Map<String, Field> fields) {
    /// A field.
    ///
    /// @param required whether it must be there
    /// @param kind `text`, `flag`, `whole`, `number`, `any` or the name of a structure, with `*`
    ///     for a list of these
    /// @param otherKind a second kind that is allowed, too
    record Field(boolean required, String kind, Optional<String> otherKind) {}

    /// `name! name:kind name:kind|kind …`: `!` for required, kind `text` where none is given; `…` for open.
    private static final String TABLE = """
            contract = apiVersion! kind! id! version! status! name tenant domain dataProduct slaDefaultElement \
                contractCreatedTs tags:text* description:description servers:server* schema!:object* support:channel* \
                price:price team:team|member* roles:role* slaProperties:sla* authoritativeDefinitions:definition* \
                customProperties:custom*
            description = usage purpose limitations authoritativeDefinitions:definition* customProperties:custom* …
            server = id server! type! description environment roles:role* customProperties:custom* …
            object = id name! physicalName physicalType description businessName logicalType tags:text* \
                dataGranularityDescription authoritativeDefinitions:definition* customProperties:custom* \
                properties!:property* relationships:any* quality:quality*
            property = id name! physicalName physicalType description businessName logicalType! logicalTypeOptions:any \
                tags:text* required:flag unique:flag primaryKey:flag primaryKeyPosition:whole partitioned:flag \
                partitionKeyPosition:whole classification encryptedName transformSourceObjects:text* transformLogic \
                transformDescription examples:any* criticalDataElement:flag authoritativeDefinitions:definition* \
                customProperties:custom* relationships:any* quality:quality* items:any properties:any* enum:enum*
            enum = id value!:any label description tags:text* customProperties:custom* \
                authoritativeDefinitions:definition*
            quality = id type name description dimension severity businessImpact method scheduler schedule unit \
                tags:text* metric rule query engine implementation:any arguments:any validValues:any* mustBe:number \
                mustNotBe:number mustBeGreaterThan:number mustBeGreaterOrEqualTo:number mustBeLessThan:number \
                mustBeLessOrEqualTo:number mustBeBetween:number* mustNotBeBetween:number* customProperties:custom* \
                authoritativeDefinitions:definition*
            channel = id channel! url description tool scope invitationUrl customProperties:custom*
            price = id priceAmount:number priceCurrency priceUnit
            team = id name description members:member* tags:text* customProperties:custom* \
                authoritativeDefinitions:definition*
            member = id username! name description role dateIn dateOut replacedByUsername tags:text* \
                customProperties:custom* authoritativeDefinitions:definition*
            role = id role! description access firstLevelApprovers secondLevelApprovers customProperties:custom*
            sla = id property! value!:any valueExt:any unit element driver description scheduler schedule
            definition = id url! type! description
            custom = id property! value!:any description
            string-options = minLength:whole maxLength:whole pattern format
            integer-options = minimum:number maximum:number exclusiveMinimum:number exclusiveMaximum:number \
                multipleOf:number format
            number-options = minimum:number maximum:number exclusiveMinimum:number exclusiveMaximum:number \
                multipleOf:number format
            date-options = format minimum maximum exclusiveMinimum exclusiveMaximum
            timestamp-options = format minimum maximum exclusiveMinimum exclusiveMaximum timezone:flag defaultTimezone
            time-options = format minimum maximum exclusiveMinimum exclusiveMaximum timezone:flag defaultTimezone
            boolean-options =
            """;

    private static final Map<String, Structure> ALL = TABLE.lines()
            .map(line -> line.split(" = ?", 2))
            .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> structure(parts[1])));

    /// The structure called `name`; empty when it is a kind of scalar.
    static Optional<Structure> of(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    private static Structure structure(String words) {
        Map<String, Field> fields = new LinkedHashMap<>();
        Arrays.stream(words.trim().split(" +"))
                .filter(word -> !word.isEmpty() && !word.equals("…"))
                .forEach(word -> {
                    String name = word.split("[:!]", 2)[0];
                    String[] kinds = word.contains(":") ? word.split(":", 2)[1].split("\\|", 2) : new String[] {"text"};
                    Optional<String> other = kinds.length > 1 ? Optional.of(kinds[1]) : Optional.empty();
                    fields.put(name, new Field(word.contains("!"), kinds[0], other));
                });
        return new Structure(words.endsWith("…"), fields);
    }
}
