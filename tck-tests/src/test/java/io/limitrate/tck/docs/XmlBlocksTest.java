package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
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

/** Reads each XML block of the pages, and compares the versions with those of the build. */
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

  /** A page shows several elements beside each other. */
  private static Document parse(String text)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader("<page>" + text + "</page>")));
  }
}
