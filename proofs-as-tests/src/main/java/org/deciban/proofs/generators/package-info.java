/**
 * Cases to try claims on: drawn at random, made smaller while a claim fails, printed so that they can be pasted into a file.
 * No test framework is needed.
 */
@NullMarked
package org.deciban.proofs.generators;

import org.jspecify.annotations.NullMarked;
