package io.distributedlab.week07;

import io.distributedlab.testing.DocsTest;

class Week07DocsTest extends DocsTest {}
