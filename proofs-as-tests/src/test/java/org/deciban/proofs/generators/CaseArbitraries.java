package org.deciban.proofs.generators;

import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.deciban.proofs.generators.Case.Entries;

/** {@link Cases} for properties: a third of them forests on purpose. */
public final class CaseArbitraries extends DomainContextBase {
    /** How these cases draw their tables. */
    public static final Set<Entries> ENTRIES = EnumSet.complementOf(EnumSet.of(Entries.GATES, Entries.COUPLINGS));

    /** Cases for {@code @Domain(CaseArbitraries.class)}. */
    @Provide
    public static Arbitrary<Case> cases() {
        return Arbitraries.randomValue(random -> Cases.draw(random, random.nextInt(3) == 0));
    }

    /** Boolean cases, see {@link Cases#drawBoolean}. */
    public static Arbitrary<Case> booleans() {
        return Arbitraries.randomValue(random -> Cases.drawBoolean(random, random.nextInt(3) == 0));
    }

    /** Boolean cases without cycles. */
    public static Arbitrary<Case> booleanForests() {
        return Arbitraries.randomValue(random -> Cases.drawBoolean(random, true));
    }

    /** Cases without cycles. */
    public static Arbitrary<Case> forests() {
        return Arbitraries.randomValue(Cases::forest);
    }
}
