package io.distributedlab.week12;

import io.distributedlab.testing.DocsTest;

class Week12DocsTest extends DocsTest {}
