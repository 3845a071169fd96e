package org.deciban.factorgraph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Powers of two by hand. */
class DoubleTableTest {
    @Test
    void theLargestEntryIsBroughtBelowOneAndTheSmallestIsKnown() {
        DoubleTable table = new DoubleTable(new double[] {0, 12, 1.5, 3});
        // 12 = 0.75 · 2^4, and 1.5 / 16 = 1.5 · 2^−4.
        assertThat(table.rescale()).isEqualTo(4);
        assertThat(table.values()).containsExactly(0, 0.75, 0.09375, 0.1875);
        assertThat(table.smallestExponent()).isEqualTo(-4);
        assertThat(table.largest()).isEqualTo(0.75);
    }

    @Test
    void aTableInRangeStaysAsItIs() {
        DoubleTable table = new DoubleTable(new double[] {0.5, 0.25});
        assertThat(table.rescale()).isZero();
        assertThat(table.values()).containsExactly(0.5, 0.25);
        assertThat(table.smallestExponent()).isEqualTo(-2);
    }

    @Test
    void zerosStayZeros() {
        DoubleTable table = new DoubleTable(new double[] {0, 0});
        assertThat(table.rescale()).isZero();
        assertThat(table.values()).containsExactly(0, 0);
        assertThat(table.largest()).isZero();
    }

    @Test
    void subnormalEntriesAreBroughtIntoRange() {
        DoubleTable table = new DoubleTable(new double[] {Double.MIN_VALUE, 3 * Double.MIN_VALUE});
        // 2^−1074 and 1.5 · 2^−1073.
        assertThat(table.rescale()).isEqualTo(-1072);
        assertThat(table.values()).containsExactly(0.25, 0.75);
        assertThat(table.smallestExponent()).isEqualTo(-2);
    }

    @Test
    void oneThatSpansMoreThanTheNormalNumbersIsRefused() {
        assertThatThrownBy(() -> new DoubleTable(new double[] {0x1p1000, 0x1p-22}).rescale())
                .isInstanceOf(Kernel.OutOfRangeException.class);
        // 2^−21 / 2^1001 is the smallest normal number.
        DoubleTable widest = new DoubleTable(new double[] {0x1p1000, 0x1p-21});
        assertThat(widest.rescale()).isEqualTo(1001);
        assertThat(widest.smallestExponent()).isEqualTo(-1022);
        assertThat(widest.values()).containsExactly(0.5, Double.MIN_NORMAL);
    }
}
