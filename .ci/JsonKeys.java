import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;

/** Reads standard input as one JSON object and prints the keys of its outermost level; fails on anything else. */
class JsonKeys {
    public static void main(String[] arguments) throws Exception {
        List<String> keys = new ArrayList<>();
        int depth = 0;
        try (JsonParser parser = new JsonFactory().createParser(System.in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("no object");
            }
            depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw new IllegalArgumentException("cut off");
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 1 && token == JsonToken.FIELD_NAME) {
                    keys.add(parser.currentName());
                }
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something after the object");
            }
        }
        System.out.println(String.join(" ", keys));
    }
}
