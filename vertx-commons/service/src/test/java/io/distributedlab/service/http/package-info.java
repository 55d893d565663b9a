@NullMarked
package io.distributedlab.service.http;

import org.jspecify.annotations.NullMarked;
