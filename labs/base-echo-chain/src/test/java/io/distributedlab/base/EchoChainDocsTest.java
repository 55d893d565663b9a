package io.distributedlab.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributedlab.testing.DocsTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents of the lab, and those of the project, whose first page is about it. */
class EchoChainDocsTest extends DocsTest {
  @TestFactory
  Stream<DynamicTest> theFirstPage() throws IOException {
    return blocks("../../README.md", root());
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "docs/outgrow.md"})
  void linksOfTheProjectsDocumentsLeadSomewhere(String document) throws IOException {
    assertThat(deadLinks("../../" + document)).isEmpty();
  }
}
