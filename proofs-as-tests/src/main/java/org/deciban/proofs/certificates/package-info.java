/**
 * Certificates: enclosures of what a transformer computes in real numbers, beside enclosures of the exact posterior; and boxes of
 * evidence with the posteriors that they allow. {@code docs/certificates.md} says what is proved and from what.
 */
@NullMarked
package org.deciban.proofs.certificates;

import org.jspecify.annotations.NullMarked;
