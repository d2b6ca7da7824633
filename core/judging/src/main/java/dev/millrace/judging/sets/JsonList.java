package dev.millrace.judging.sets;

import java.util.HashSet;
import java.util.Set;

/// Reads the control file `{"files": [{"name": …, "rows": …}, …]}`. Other members beside `files` are passed over.
final class JsonList {
    private final JsonCursor json;
    private final EntrySink sink;

    /// @param sink gets the fields of each file
    JsonList(String text, EntrySink sink) {
        this.json = new JsonCursor(text);
        this.sink = sink;
    }

    void read() throws Malformed {
        boolean found = false;
        Set<String> names = new HashSet<>();
        json.expect('{');
        if (!json.takes('}')) {
            do {
                String name = member(names);
                if (name.equals("files")) {
                    files();
                    found = true;
                } else {
                    json.skipValue();
                }
            } while (json.takes(','));
            json.expect('}');
        }
        json.end();
        if (!found) {
            throw new Malformed(1, "there is no list \"files\"");
        }
    }

    private String member(Set<String> names) throws Malformed {
        String name = json.string();
        if (!names.add(name)) {
            throw json.malformed("a member stands here for the second time");
        }
        json.expect(':');
        return name;
    }

    private void files() throws Malformed {
        json.expect('[');
        if (json.takes(']')) {
            return;
        }
        do {
            file();
        } while (json.takes(','));
        json.expect(']');
    }

    private void file() throws Malformed {
        json.expect('{');
        EntryFields fields = new EntryFields(json.line());
        Set<String> names = new HashSet<>();
        if (!json.takes('}')) {
            do {
                String name = member(names);
                boolean nested = json.isNested();
                if (nested) {
                    json.skipValue();
                    fields.complain("what is given of a file is text or a number, no list and no object");
                } else {
                    fields.put(name, json.scalar());
                }
            } while (json.takes(','));
            json.expect('}');
        }
        sink.accept(fields);
    }
}
