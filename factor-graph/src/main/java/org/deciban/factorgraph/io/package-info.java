/**
 * Readers and writers of factor graph files.
 *
 * <p>Start at {@link org.deciban.factorgraph.io.ModelFiles}, which picks the format by the file's extension, or at the
 * format's own class. A reader returns a graph or throws a {@link org.deciban.factorgraph.io.FormatException} that says
 * where in the file what was expected and what was found; numbers are used as the file gives them. Files may be
 * compressed with gzip, whatever their name.
 */
@NullMarked
package org.deciban.factorgraph.io;

import org.jspecify.annotations.NullMarked;
