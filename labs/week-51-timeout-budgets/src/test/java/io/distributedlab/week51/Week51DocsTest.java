package io.distributedlab.week51;

import io.distributedlab.testing.DocsTest;

class Week51DocsTest extends DocsTest {}
