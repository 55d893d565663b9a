@NullMarked
package io.distributedlab.service;

import org.jspecify.annotations.NullMarked;
