package dev.millrace.testing.aws;

import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.utils.DateUtils;

/// Writes answers of the protocol REST-XML, from the SDK's types as [RestXmlReader] reads requests.
final class RestXmlWriter {
    /// The members of listings that `encoding-type=url` is about.
    private static final Set<String> KEYS =
            Set.of("Key", "Prefix", "KeyMarker", "NextKeyMarker", "StartAfter", "Delimiter");

    private RestXmlWriter() {}

    /// The headers of an answer.
    static Map<String, String> headers(SdkPojo answer) {
        var headers = new TreeMap<String, String>();
        for (SdkField<?> field : answer.sdkFields()) {
            Object value = field.getValueOrDefault(answer);
            if (value != null && field.location() == MarshallLocation.HEADER) {
                if (value instanceof Map<?, ?> map) {
                    map.forEach((k, v) -> headers.put(field.locationName() + k, String.valueOf(v)));
                } else {
                    headers.put(
                            field.locationName(),
                            value instanceof Instant time ? DateUtils.formatRfc822Date(time) : value.toString());
                }
            }
        }
        return headers;
    }

    /// The body of an answer; empty when it has none.
    ///
    /// @param name of the operation
    static String body(String name, SdkPojo answer) {
        boolean any = answer.sdkFields().stream().anyMatch(f -> f.location() == MarshallLocation.PAYLOAD);
        if (!any) {
            return "";
        }
        boolean encoded = answer.sdkFields().stream()
                .filter(f -> f.memberName().equals("EncodingType"))
                .anyMatch(f -> "url".equals(f.getValueOrDefault(answer)));
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            SdkField<?> payload = answer.sdkFields().stream()
                    .filter(f -> f.containsTrait(PayloadTrait.class))
                    .findFirst()
                    .orElse(null);
            if (payload != null) {
                element(xml, payload, payload.getValueOrDefault(answer), encoded);
            } else {
                xml.writeStartElement(name + "Result");
                members(xml, answer, encoded);
                xml.writeEndElement();
            }
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("No XML could be made of " + answer, e);
        }
        return text.toString();
    }

    private static void members(XMLStreamWriter xml, SdkPojo pojo, boolean encoded) throws XMLStreamException {
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && field.location() == MarshallLocation.PAYLOAD) {
                element(xml, field, value, encoded);
            }
        }
    }

    private static void element(XMLStreamWriter xml, SdkField<?> field, @Nullable Object value, boolean encoded)
            throws XMLStreamException {
        if (value instanceof List<?> list) {
            ListTrait trait = field.getTrait(ListTrait.class);
            if (trait.isFlattened()) {
                for (Object item : list) {
                    named(xml, field.locationName(), trait.memberFieldInfo(), item, encoded);
                }
                return;
            }
            xml.writeStartElement(field.locationName());
            for (Object item : list) {
                named(xml, trait.memberFieldInfo().locationName(), trait.memberFieldInfo(), item, encoded);
            }
            xml.writeEndElement();
            return;
        }
        named(xml, field.locationName(), field, value, encoded);
    }

    private static void named(
            XMLStreamWriter xml, String name, SdkField<?> field, @Nullable Object value, boolean encoded)
            throws XMLStreamException {
        xml.writeStartElement(name);
        if (value instanceof SdkPojo pojo) {
            members(xml, pojo, encoded);
        } else if (value != null) {
            String text = value instanceof Instant time ? DateUtils.formatIso8601Date(time) : value.toString();
            xml.writeCharacters(encoded && KEYS.contains(field.memberName()) ? urlEncoded(text) : text);
        }
        xml.writeEndElement();
    }

    private static String urlEncoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }
}
