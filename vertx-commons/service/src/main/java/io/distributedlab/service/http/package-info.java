/** HTTP as the labs speak it: routes, peers, deadlines and problem details. */
@NullMarked
package io.distributedlab.service.http;

import org.jspecify.annotations.NullMarked;
