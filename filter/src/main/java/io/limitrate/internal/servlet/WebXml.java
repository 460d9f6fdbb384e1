package io.limitrate.internal.servlet;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
record WebXml(Map<String, Boolean> asynchronous, List<FilterMapping> mappings) {

  private static final WebXml NONE = new WebXml(Map.of(), List.of());

  /** Returns the file of the application; without filters if there is no file, or a wrong one. */
  static WebXml of(ServletContext context) {
    try (InputStream file = context.getResourceAsStream("/WEB-INF/web.xml")) {
      return file == null ? NONE : of(parser().parse(file));
    } catch (IOException | SAXException | ParserConfigurationException e) {
      return NONE; // the container reports a wrong file
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
    List<FilterMapping> mappings = new ArrayList<>();
    List<FilterMapping> ofServlets = new ArrayList<>();
    for (Element mapping : all(document.getDocumentElement(), "filter-mapping")) {
      String filter = texts(mapping, "filter-name").get(0);
      List<String> dispatchers = texts(mapping, "dispatcher");
      List<String> patterns = texts(mapping, "url-pattern");
      if (!patterns.isEmpty()) {
        mappings.add(new FilterMapping(filter, patterns, List.of(), dispatchers));
      }
      List<String> servlets = texts(mapping, "servlet-name");
      if (!servlets.isEmpty()) {
        ofServlets.add(new FilterMapping(filter, List.of(), servlets, dispatchers));
      }
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

  /** Returns whether the file maps a filter to paths or servlets. */
  boolean maps(String filter) {
    return mappings.stream().anyMatch(mapping -> mapping.filter().equals(filter));
  }
}
