package org.deciban.proofs.claims;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a {@link ClaimSuite} is about. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Claim {
    /** A letter and a number, {@code A2}; the page is {@code docs/claims/A2.md}. */
    String id();

    /** A few words. */
    String title();

    /** The claim as its source makes it, with its quantifiers. */
    String published();

    /** What the suite holds: the published claim itself, or the statement that repairs it. */
    String statement();

    /** What the statement needs; the suite drops one of them and finds a counterexample. */
    String[] assumptions();

    /** Where the claim was published; {@code this project} for those made here. */
    String source();

    /** What is known. A claim may hold in part and fail in part: then both are given. */
    Status[] status();
}
