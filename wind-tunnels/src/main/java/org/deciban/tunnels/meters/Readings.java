package org.deciban.tunnels.meters;

import java.util.EnumMap;
import java.util.Map;

/** What was read off for each sequence and index: arrays of shape {@code [sequences][indices]}, ragged where sequences are. */
final class Readings {
    private final Map<Meter, double[][]> values = new EnumMap<>(Meter.class);
    private final double[][] exactEntropy;
    private final double[][] modelEntropy;

    Readings(int sequences) {
        for (Meter meter : Meter.values()) {
            values.put(meter, new double[sequences][]);
        }
        exactEntropy = new double[sequences][];
        modelEntropy = new double[sequences][];
    }

    /** Reads all meters for a sequence; shapes {@code [indices][outcomes]}. */
    void read(int sequence, double[][] exact, double[][] model) {
        exactEntropy[sequence] = new double[exact.length];
        modelEntropy[sequence] = new double[exact.length];
        for (double[][] all : values.values()) {
            all[sequence] = new double[exact.length];
        }
        for (int index = 0; index < exact.length; index++) {
            for (Meter meter : Meter.values()) {
                of(meter)[sequence][index] = meter.read(exact[index], model[index]);
            }
            exactEntropy[sequence][index] = Divergences.entropy(exact[index]);
            modelEntropy[sequence][index] = Divergences.entropy(model[index]);
        }
    }

    double[][] of(Meter meter) {
        return values.getOrDefault(meter, new double[0][]);
    }

    double[][] exactEntropy() {
        return exactEntropy;
    }

    double[][] modelEntropy() {
        return modelEntropy;
    }
}
