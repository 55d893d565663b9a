package io.distributedlab.week45;

import io.distributedlab.testing.DocsTest;

class Week45DocsTest extends DocsTest {}
