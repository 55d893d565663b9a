/** The command line: {@code ./lab list | run | doctor | test | generate}. */
@NullMarked
package io.distributedlab.runner.cli;

import org.jspecify.annotations.NullMarked;
