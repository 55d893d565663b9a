package io.distributedlab.week29;

import io.distributedlab.testing.DocsTest;

class Week29DocsTest extends DocsTest {}
