package io.distributedlab.base;

import io.distributedlab.testing.DocsTest;

class EchoChainDocsTest extends DocsTest {}
