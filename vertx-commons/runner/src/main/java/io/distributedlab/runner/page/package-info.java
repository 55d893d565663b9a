/** The live page: its files, what it is told once a second, and what it can change. */
@NullMarked
package io.distributedlab.runner.page;

import org.jspecify.annotations.NullMarked;
