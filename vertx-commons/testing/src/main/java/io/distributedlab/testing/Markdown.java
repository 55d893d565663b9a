package io.distributedlab.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * A document of a lab, and what it points to.
 *
 * @param file where it is
 * @param frontmatter the lines between the first two lines {@code ---}; empty without them
 */
record Markdown(Path file, String frontmatter, Node root) {
  private static final String FENCE = "---\n";

  /**
   * A fenced block.
   *
   * @param info what follows the opening fence, like {@code bash {"name":"load"}}
   */
  record Block(String info, String text) {}

  static Markdown read(Path file) throws IOException {
    var text = Files.readString(file).replace("\r\n", "\n");
    int end = text.startsWith(FENCE) ? text.indexOf("\n" + FENCE, FENCE.length()) : -1;
    var front = end < 0 ? "" : text.substring(FENCE.length(), end + 1);
    var body = end < 0 ? text : text.substring(end + 1 + FENCE.length());
    return new Markdown(file, front, Parser.builder().build().parse(body));
  }

  /** The fenced blocks, in order. */
  List<Block> blocks() {
    var found = new ArrayList<Block>();
    visit(FencedCodeBlock.class, b -> found.add(new Block(b.getInfo(), b.getLiteral())));
    return found;
  }

  /** Links to files that are not there, and to headings that their document does not have. */
  List<String> deadLinks() throws IOException {
    var targets = new ArrayList<String>();
    visit(Link.class, link -> targets.add(link.getDestination()));
    visit(Image.class, image -> targets.add(image.getDestination()));
    var dead = new ArrayList<String>();
    for (var target : targets) {
      if (!target.contains("://") && !resolves(target)) {
        dead.add(target);
      }
    }
    return dead;
  }

  private boolean resolves(String target) throws IOException {
    int hash = target.indexOf('#');
    var path = hash < 0 ? target : target.substring(0, hash);
    var there = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    if (hash < 0 || !Files.isRegularFile(there)) {
      return Files.exists(there) && hash < 0;
    }
    return read(there).anchors().contains(target.substring(hash + 1));
  }

  /** Headings as GitHub names them: small letters, hyphens for spaces, no punctuation. */
  private List<String> anchors() {
    var text = TextContentRenderer.builder().build();
    var found = new ArrayList<String>();
    visit(
        Heading.class,
        heading ->
            found.add(
                text.render(heading)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-')));
    return found;
  }

  private <T extends Node> void visit(Class<T> kind, Consumer<T> each) {
    root.accept(
        new AbstractVisitor() {
          @Override
          protected void visitChildren(Node parent) {
            for (var child = parent.getFirstChild(); child != null; child = child.getNext()) {
              if (kind.isInstance(child)) {
                each.accept(kind.cast(child));
              }
              child.accept(this);
            }
          }
        });
  }
}
