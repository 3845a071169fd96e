package org.deciban.heads.detect;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * How far a head copies: with λ the eigenvalues of its OV circuit, which maps a symbol that is looked at to what it adds to the logits of
 * the symbols, {@code Σ λ / Σ |λ|} (Elhage and others, 2021). 1 if every symbol raises itself, −1 if it lowers itself; matrices with
 * independent entries of mean 0 have 0 in expectation.
 */
public final class CopyingScore {
    private CopyingScore() {}

    /**
     * The score of an OV circuit.
     *
     * @param circuit shape {@code [symbols, symbols]}: the column of a symbol is what it adds
     * @return NaN if all eigenvalues are 0
     */
    public static double of(double[][] circuit) {
        RealMatrix matrix = new Array2DRowRealMatrix(circuit);
        EigenDecomposition eigen = new EigenDecomposition(matrix);
        double sum = 0;
        double magnitudes = 0;
        for (Complex eigenvalue : eigenvalues(eigen)) {
            sum += eigenvalue.getReal();
            magnitudes += eigenvalue.abs();
        }
        return sum / magnitudes;
    }

    private static List<Complex> eigenvalues(EigenDecomposition eigen) {
        List<Complex> eigenvalues = new ArrayList<>();
        for (int i = 0; i < eigen.getRealEigenvalues().length; i++) {
            eigenvalues.add(new Complex(eigen.getRealEigenvalue(i), eigen.getImagEigenvalue(i)));
        }
        return eigenvalues;
    }
}
