/**
 * Models that infer by construction: transformers whose weights were derived, not learned, one a file under its derivation. All run on
 * the engines of {@code sigmoid-transformer}.
 */
@NullMarked
package org.deciban.tunnels.constructed;

import org.jspecify.annotations.NullMarked;
