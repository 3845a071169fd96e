package org.deciban.proofs.claims.catalogue;

import java.util.List;
import org.deciban.proofs.claims.ClaimSuite;
import org.deciban.proofs.claims.PublishedTable;
import org.deciban.proofs.claims.constructions.AddressingLeak;
import org.deciban.proofs.claims.constructions.Decompiling;
import org.deciban.proofs.claims.constructions.Folding;
import org.deciban.proofs.claims.constructions.JunctionTreeExactness;
import org.deciban.proofs.claims.constructions.LogOddsConstruction;
import org.deciban.proofs.claims.constructions.MaxProductByRelu;
import org.deciban.proofs.claims.constructions.OneModelForAllEvidence;
import org.deciban.proofs.claims.constructions.OneWeightSet;
import org.deciban.proofs.claims.constructions.RowAttention;
import org.deciban.proofs.claims.propagation.BehavioursAndKeys;
import org.deciban.proofs.claims.propagation.GroundedOrNot;
import org.deciban.proofs.claims.propagation.LogarithmicDepth;
import org.deciban.proofs.claims.propagation.LoopyReliability;
import org.deciban.proofs.claims.propagation.TreesAreExact;
import org.deciban.proofs.claims.propagation.UpdatesAssociate;
import org.deciban.proofs.claims.published.AttentionGaugeClaim;
import org.deciban.proofs.claims.published.GateTreeClaim;
import org.deciban.proofs.claims.published.ImplicitGraphClaim;
import org.deciban.proofs.claims.published.PublishedRoundClaim;
import org.deciban.proofs.claims.published.SemiringClaim;
import org.deciban.proofs.claims.published.UpdateWeightsClaim;
import org.deciban.proofs.claims.tables.DatingNetwork;
import org.deciban.proofs.claims.tables.StrongCoupling;
import org.deciban.proofs.claims.tables.WeakCoupling;

/** Every claim and every table, in the order in which they are told. */
public final class Catalogue {
    private static final List<ClaimSuite> CLAIMS = List.of(
            new ImplicitGraphClaim(),
            new PublishedRoundClaim(),
            new GateTreeClaim(),
            new TreesAreExact(),
            new LogarithmicDepth(),
            new UpdateWeightsClaim(),
            new AttentionGaugeClaim(),
            new SemiringClaim(),
            new UpdatesAssociate(),
            new BehavioursAndKeys(),
            new GroundedOrNot(),
            new LoopyReliability(),
            new RowAttention(),
            new LogOddsConstruction(),
            new MaxProductByRelu(),
            new JunctionTreeExactness(),
            new Folding(),
            new AddressingLeak(),
            new Decompiling(),
            new OneWeightSet(),
            new OneModelForAllEvidence());

    private static final List<PublishedTable> TABLES =
            List.of(new WeakCoupling(), new StrongCoupling(), new DatingNetwork());

    private Catalogue() {}

    /** The suites of all claims. */
    public static List<ClaimSuite> claims() {
        return CLAIMS;
    }

    /** All tables. */
    public static List<PublishedTable> tables() {
        return TABLES;
    }
}
