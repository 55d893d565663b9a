package io.distributedlab.@package@;

import io.distributedlab.testing.DocsTest;

class @Name@DocsTest extends DocsTest {}
