package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Parses each XML block of the pages, and compares its versions with the versions in the build. */
class XmlBlocksTest {

  static Stream<Block> blocks() throws IOException {
    return Block.in("xml");
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyXmlBlockIsWellFormed(Block block) {
    assertThatCode(() -> parse(block.text())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyDependencyHasAVersionAndIsInTheBuild(Block block) throws Exception {
    String build = poms();
    NodeList dependencies = parse(block.text()).getElementsByTagName("dependency");

    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      assertThat(text(dependency, "version")).isNotEmpty();
      assertThat(build).contains(">" + text(dependency, "artifactId") + "<");
    }
  }

  private static String poms() throws IOException {
    StringBuilder poms = new StringBuilder();
    for (String module : List.of(".", "sample-webapp", "tck-tests")) {
      poms.append(Files.readString(Pages.REPOSITORY.resolve(module).resolve("pom.xml")));
    }
    return poms.toString();
  }

  private static String text(Element element, String child) {
    return element.getElementsByTagName(child).item(0).getTextContent();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyVersionIsTheBuildsOwn(Block block) throws Exception {
    String build = Files.readString(Pages.REPOSITORY.resolve("pom.xml"));
    NodeList versions = parse(block.text()).getElementsByTagName("version");

    for (int i = 0; i < versions.getLength(); i++) {
      Element version = (Element) versions.item(i);
      if (version.getParentNode().getNodeName().matches("dependency|plugin")) {
        assertThat(build).contains(">" + version.getTextContent() + "<");
      }
    }
  }

  /** Adds a root element, because a block may contain several elements. */
  private static Document parse(String text)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader("<page>" + text + "</page>")));
  }
}
