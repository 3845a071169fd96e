package org.deciban.cli;

/** What the exit status of the command means; documented in every command's help. */
final class ExitCode {
    /** The answer is on standard output; of a verification: verified. */
    static final int GOOD = 0;
    /** A claim was refuted. */
    static final int REFUTED = 1;
    /** Bad input or usage. */
    static final int BAD_INPUT = 2;
    /** Over a stated budget; also a verification that a budget left inconclusive. */
    static final int OVER_BUDGET = 3;
    /** A fault of the program itself; the number that sysexits.h gives to it. */
    static final int INTERNAL_ERROR = 70;

    /** The answer could not be written; the number that sysexits.h gives to it. */
    static final int UNWRITABLE = 74;

    private ExitCode() {}
}
