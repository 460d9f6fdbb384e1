package io.limitrate.internal.servlet;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The filters that WEB-INF/web.xml declares. The Servlet API shows neither the dispatchers of a
 * mapping nor the support for asynchronous requests. Immutable and thread-safe.
 *
 * @param asynchronous whether each filter, by name, supports asynchronous requests
 * @param mappings the mappings in the order of the filter chain
 */
record WebXml(Map<String, Boolean> asynchronous, List<Mapping> mappings) {

  /**
   * A mapping of a filter.
   *
   * @param dispatchers the names of the dispatcher types; empty for REQUEST only
   */
  record Mapping(String filter, List<String> dispatchers) {

    /** Returns whether the filter sees a request, and not its later dispatch. */
    boolean skipsDispatch() {
      return dispatchers.isEmpty()
          || (dispatchers.contains("REQUEST") && !dispatchers.contains("ASYNC"));
    }
  }

  /** Returns the file of the application; empty if there is none, or the file cannot be read. */
  static Optional<WebXml> of(ServletContext context) {
    try (InputStream file = context.getResourceAsStream("/WEB-INF/web.xml")) {
      return file == null ? Optional.empty() : Optional.of(of(parser().parse(file)));
    } catch (IOException | SAXException | ParserConfigurationException e) {
      return Optional.empty(); // the container reports a wrong file
    }
  }

  private static DocumentBuilder parser() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setExpandEntityReferences(false);
    DocumentBuilder parser = factory.newDocumentBuilder();
    parser.setEntityResolver((publicId, place) -> new InputSource(new StringReader("")));
    parser.setErrorHandler(null);
    return parser;
  }

  private static WebXml of(Document document) {
    Map<String, Boolean> asynchronous = new HashMap<>();
    for (Element filter : all(document.getDocumentElement(), "filter")) {
      asynchronous.put(
          texts(filter, "filter-name").get(0), texts(filter, "async-supported").contains("true"));
    }
    List<Mapping> mappings = new ArrayList<>();
    List<Mapping> ofServlets = new ArrayList<>();
    for (Element element : all(document.getDocumentElement(), "filter-mapping")) {
      Mapping mapping =
          new Mapping(texts(element, "filter-name").get(0), texts(element, "dispatcher"));
      boolean ofServlet = texts(element, "url-pattern").isEmpty();
      (ofServlet ? ofServlets : mappings).add(mapping);
    }
    mappings.addAll(ofServlets); // Servlet specification: mappings to servlets follow those to URLs
    return new WebXml(Map.copyOf(asynchronous), List.copyOf(mappings));
  }

  private static List<Element> all(Element element, String name) {
    NodeList found = element.getElementsByTagNameNS("*", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> texts(Element element, String name) {
    return all(element, name).stream().map(found -> found.getTextContent().strip()).toList();
  }

  boolean declares(String filter) {
    return asynchronous.containsKey(filter);
  }

  boolean isAsynchronous(String filter) {
    return Boolean.TRUE.equals(asynchronous.get(filter));
  }

  /** Returns the filters that a dispatch skips, of this filter and all filters behind it. */
  List<String> skippedFrom(String filter) {
    List<String> skipped = new ArrayList<>();
    boolean reached = false;
    for (Mapping mapping : mappings) {
      reached |= mapping.filter().equals(filter);
      if (reached && mapping.skipsDispatch() && !skipped.contains(mapping.filter())) {
        skipped.add(mapping.filter());
      }
    }
    return List.copyOf(skipped);
  }
}
