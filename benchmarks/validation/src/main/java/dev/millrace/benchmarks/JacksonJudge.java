package dev.millrace.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;

/// Jackson's streaming parser reads JSON Lines, the JDK types.
final class JacksonJudge implements Judge {
    @Override
    public BadCells judge(Path file) throws IOException {
        BadCells bad = new BadCells();
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            long row = 0;
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                row++;
                row(parser, row, bad);
            }
        }
        return bad;
    }

    private static void row(JsonParser parser, long row, BadCells bad) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int kind = Orders.COLUMNS.indexOf(name);
            JsonToken token = parser.nextToken();
            boolean fits = kind < 3
                    ? token == JsonToken.VALUE_NUMBER_INT || (kind > 0 && token == JsonToken.VALUE_NUMBER_FLOAT)
                    : (kind == 6) == token.isBoolean();
            if (!fits || !CellRules.accept(kind, parser.getText())) {
                bad.add(row, kind);
            }
        }
    }
}
