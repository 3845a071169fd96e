/**
 * The {@code deciban} command: reads a model, asks the library, and writes the answer to standard output and everything
 * else to standard error.
 *
 * <p>Start at {@link org.deciban.cli.Deciban}; each subcommand is a class of its own.
 */
@NullMarked
package org.deciban.cli;

import org.jspecify.annotations.NullMarked;
