/** The suites: what deciban claims of its transformers, as properties. */
@NullMarked
package org.deciban.proofs;

import org.jspecify.annotations.NullMarked;
