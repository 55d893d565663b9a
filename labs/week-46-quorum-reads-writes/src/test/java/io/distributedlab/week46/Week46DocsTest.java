package io.distributedlab.week46;

import io.distributedlab.testing.DocsTest;

class Week46DocsTest extends DocsTest {}
