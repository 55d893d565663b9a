package io.distributedlab.base;

import io.distributedlab.testing.DocsTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The documents of the lab, and the first page of the project, which is about it. */
class EchoChainDocsTest extends DocsTest {
  @TestFactory
  Stream<DynamicTest> theFirstPage() throws IOException {
    return blocks("../../README.md", root());
  }
}
