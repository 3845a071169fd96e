package org.deciban.transformer.io;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The declared type and shape of an input or output.
 *
 * @param name its name
 * @param typeCode the number that stands for its element type
 * @param dims sizes, −1 where symbolic
 */
record OnnxValue(String name, long typeCode, List<Long> dims) {
    static OnnxValue read(OnnxReader valueInfo) {
        String name = "";
        long typeCode = 0;
        List<Long> dims = new ArrayList<>();
        while (valueInfo.hasNext()) {
            OnnxReader.Field field = valueInfo.next();
            if (field.number() == 1) {
                name = field.content().text();
            } else if (field.number() == 2) {
                for (OnnxReader tensor : messages(field.content(), 1)) {
                    typeCode = readTensorType(tensor, dims);
                }
            }
        }
        return new OnnxValue(name, typeCode, List.copyOf(dims));
    }

    private static long readTensorType(OnnxReader tensor, List<Long> dims) {
        long typeCode = 0;
        while (tensor.hasNext()) {
            OnnxReader.Field field = tensor.next();
            if (field.number() == 1) {
                typeCode = field.value();
            } else if (field.number() == 2) {
                messages(field.content(), 1).forEach(dim -> dims.add(size(dim)));
            }
        }
        return typeCode;
    }

    private static long size(OnnxReader dim) {
        long size = -1;
        while (dim.hasNext()) {
            OnnxReader.Field field = dim.next();
            if (field.number() == 1 && field.isNumber()) {
                size = field.value();
            }
        }
        return size;
    }

    /** The messages in the fields of a number, in order. */
    static List<OnnxReader> messages(OnnxReader reader, int number) {
        List<OnnxReader> messages = new ArrayList<>();
        while (reader.hasNext()) {
            OnnxReader.Field field = reader.next();
            if (field.number() == number) {
                messages.add(field.content());
            }
        }
        return messages;
    }

    /** {@code [batch, 3, 4]}. */
    String shape() {
        return dims.stream()
                .map(dim -> dim < 0 ? OnnxExporter.BATCH : Long.toString(dim))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
