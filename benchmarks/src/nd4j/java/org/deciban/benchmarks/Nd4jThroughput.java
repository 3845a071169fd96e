package org.deciban.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How close the engine on ND4J arrays comes to ND4J's own products of matrices; prints one JSON object. Run it with {@code
 * OMP_NUM_THREADS=1}, so that the engine has the processors.
 */
public final class Nd4jThroughput {
    private Nd4jThroughput() {}

    /** @param names which models: {@code generic-2048}, {@code generic-4096}, {@code alarm-exact}; all if none is named */
    public static void main(String[] names) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("java", Runtime.version().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("blasThreads", Nd4j.getEnvironment().maxMasterThreads());
        Iterable<String> wanted = names.length == 0 ? DenseModel.NAMES : List.of(names);
        for (String name : wanted) {
            report.put(name, PassTimes.measure(DenseModel.named(name)));
        }
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        System.out.println(mapper.writeValueAsString(report));
    }
}
