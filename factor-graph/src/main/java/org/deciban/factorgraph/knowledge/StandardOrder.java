package org.deciban.factorgraph.knowledge;

import org.deciban.factorgraph.knowledge.Term.Constant;
import org.deciban.factorgraph.knowledge.Term.Name;
import org.deciban.factorgraph.knowledge.Term.Text;
import org.deciban.factorgraph.knowledge.Term.Whole;

/**
 * The standard order of terms (ISO/IEC 13211-1, section 7.2) on constants: numbers by value, of equal values that with a point first; then names
 * by their characters. Texts compare with texts alone, since systems differ in where they put them; and of names in quotes, which ProbLog
 * orders with their quotes, those alone that have the same order with them and without.
 */
final class StandardOrder {
    private StandardOrder() {}

    /**
     * The sign of the difference.
     *
     * @throws ArithmeticException if one is a text and the other is not, or if quotes make a difference
     */
    static int compare(Constant x, Constant y) {
        if (x instanceof Text a && y instanceof Text b) {
            return a.text().compareTo(b.text());
        }
        if (x instanceof Text || y instanceof Text) {
            throw new ArithmeticException("texts are ordered among themselves alone, and this is " + x + " and " + y);
        }
        if (x instanceof Name a && y instanceof Name b) {
            return compare(a, b);
        }
        if (x instanceof Name || y instanceof Name) {
            return x instanceof Name ? 1 : -1;
        }
        int byValue = Arithmetic.compare(x, y);
        return byValue != 0 ? byValue : Boolean.compare(x instanceof Whole, y instanceof Whole);
    }

    private static int compare(Name x, Name y) {
        int prolog = x.name().compareTo(y.name());
        int problog = x.toString().compareTo(y.toString());
        if (Integer.signum(prolog) != Integer.signum(problog)) {
            throw new ArithmeticException("of " + x + " and " + y + " Prolog puts " + (prolog < 0 ? x : y)
                    + " first and ProbLog " + (problog < 0 ? x : y));
        }
        return prolog;
    }
}
