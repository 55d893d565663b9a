package io.distributedlab.base;

import io.distributedlab.testing.DocsTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The documents of the lab, and those of the project, whose first page is about it. */
class EchoChainDocsTest extends DocsTest {
  @TestFactory
  Stream<DynamicTest> theFirstPage() throws IOException {
    return blocks("../../README.md", root());
  }

  @TestFactory
  Stream<DynamicTest> thePageAboutOutgrowingOneMachine() throws IOException {
    return blocks("../../docs/outgrow.md", root());
  }
}
