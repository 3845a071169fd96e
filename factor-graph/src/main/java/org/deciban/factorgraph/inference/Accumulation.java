package org.deciban.factorgraph.inference;

/** How weights of alternatives combine: added up for marginals, or the larger kept for most probable assignments. */
enum Accumulation {
    SUM {
        @Override
        double combine(double a, double b) {
            return a + b;
        }

        @Override
        double total(double[] values) {
            // Two running sums: neither waits for the other's addition.
            double even = 0;
            double odd = 0;
            int last = values.length - 1;
            for (int i = 0; i < last; i += 2) {
                even += values[i];
                odd += values[i + 1];
            }
            return values.length % 2 == 0 ? even + odd : even + odd + values[last];
        }

        @Override
        void fold(double[] from, double[] to, int run) {
            for (int i = 0, next = 0; i < to.length; i++) {
                double sum = 0;
                for (int end = next + run; next < end; next++) {
                    sum += from[next];
                }
                to[i] = sum;
            }
        }

        @Override
        void scatter(double[] from, double[] to, int base, int[] offsets) {
            for (int i = 0; i < from.length; i++) {
                to[base + offsets[i]] += from[i];
            }
        }
    },
    MAX {
        @Override
        double combine(double a, double b) {
            return Math.max(a, b);
        }

        @Override
        double total(double[] values) {
            double largest = 0;
            for (double value : values) {
                largest = Math.max(largest, value);
            }
            return largest;
        }

        @Override
        void fold(double[] from, double[] to, int run) {
            for (int i = 0, next = 0; i < to.length; i++) {
                double largest = 0;
                for (int end = next + run; next < end; next++) {
                    largest = Math.max(largest, from[next]);
                }
                to[i] = largest;
            }
        }

        @Override
        void scatter(double[] from, double[] to, int base, int[] offsets) {
            for (int i = 0; i < from.length; i++) {
                int at = base + offsets[i];
                to[at] = Math.max(to[at], from[i]);
            }
        }
    };

    /** Combines two weights; 0 is neutral. */
    abstract double combine(double a, double b);

    /** Combines all values. */
    abstract double total(double[] values);

    /** Combines each run of so many values into one. */
    abstract void fold(double[] from, double[] to, int run);

    /** Combines each value into {@code to[base + offset]}. */
    abstract void scatter(double[] from, double[] to, int base, int[] offsets);
}
