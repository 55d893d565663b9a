package io.distributedlab.week52;

import io.distributedlab.testing.DocsTest;

class Week52DocsTest extends DocsTest {}
