package dev.millrace.testing.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/// Reads requests of the protocol REST-XML. Where a member of a request stands - path, query,
/// header or body - the SDK's types tell, which are made from AWS's own model of the service.
final class RestXmlReader {
    private RestXmlReader() {}

    /// Fills a request's builder in.
    ///
    /// @param headers all of them, trailers too, by lowercase name
    static void read(
            SdkPojo request, S3Address address, Map<String, String> query, Map<String, String> headers, byte[] body) {
        for (SdkField<?> field : request.sdkFields()) {
            switch (field.location()) {
                case PATH -> field.set(request, address.bucket());
                case GREEDY_PATH -> field.set(request, address.key());
                case QUERY_PARAM -> set(request, field, query.get(field.locationName()));
                case HEADER -> readHeader(request, field, headers);
                case PAYLOAD -> {
                    if (field.containsTrait(PayloadTrait.class) && body.length > 0) {
                        field.set(request, pojo(field, root(body)));
                    }
                }
                case STATUS_CODE -> throw new IllegalArgumentException("A request has no status");
            }
        }
    }

    private static void readHeader(SdkPojo request, SdkField<?> field, Map<String, String> headers) {
        String name = field.locationName().toLowerCase(Locale.ROOT);
        if (field.marshallingType().getKnownType() != MarshallingKnownType.MAP) {
            set(request, field, headers.get(name));
            return;
        }
        var map = new TreeMap<String, String>();
        headers.forEach((header, value) -> {
            if (header.startsWith(name)) {
                map.put(header.substring(name.length()), value);
            }
        });
        field.set(request, map);
    }

    private static void set(SdkPojo pojo, SdkField<?> field, @Nullable String text) {
        if (text != null) {
            field.set(pojo, value(field.marshallingType(), text));
        }
    }

    private static Object value(MarshallingType<?> type, String text) {
        return switch (type.getKnownType()) {
            case STRING -> text;
            case INTEGER -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case BOOLEAN -> Boolean.valueOf(text);
            default -> throw new IllegalArgumentException("No request here has a member of type " + type);
        };
    }

    private static Element root(byte[] xml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("The body is no XML", e);
        }
    }

    private static Object pojo(SdkField<?> field, Element element) {
        SdkPojo builder = field.constructor().get();
        for (SdkField<?> member : builder.sdkFields()) {
            List<Element> found = children(element, member.locationName());
            if (member.marshallingType().getKnownType() == MarshallingKnownType.LIST) {
                member.set(builder, list(member, found));
            } else if (!found.isEmpty()) {
                set(builder, member, found.getFirst().getTextContent());
            }
        }
        return ((Buildable) builder).build();
    }

    private static List<Object> list(SdkField<?> field, List<Element> found) {
        ListTrait trait = field.getTrait(ListTrait.class);
        SdkField<?> member = trait.memberFieldInfo();
        List<Element> items = trait.isFlattened()
                ? found
                : found.stream()
                        .flatMap(e -> children(e, member.locationName()).stream())
                        .toList();
        return items.stream().map(item -> pojo(member, item)).toList();
    }

    private static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
