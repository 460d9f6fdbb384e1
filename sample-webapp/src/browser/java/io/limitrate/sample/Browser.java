package io.limitrate.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium with a new profile. It can reach no host other than this machine. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The logger of Selenium's DevTools. It warns that Selenium has no types for this version of the
   * protocol; the tests do not use these types.
   */
  private static final Logger PROTOCOL = Logger.getLogger("org.openqa.selenium.devtools");

  /** The longest wait for a change of a page, proof of work included. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * The console messages that the tests expect: rejected requests, and the icon that some pages
   * lack.
   */
  private static final Pattern EXPECTED =
      Pattern.compile(
          ".*(/favicon.ico - Failed to load resource: .* 404"
              + "|Failed to load resource: .*(401|403|429|BLOCKED_BY_CLIENT)).*");

  private static final String BARRIERS =
      """
      const done = arguments[0];
      axe.run().then(
        ({violations}) => done(violations.map(({id, nodes}) => `${id}: ${nodes.map(node => node.html)}`).join('\\n')),
        error => done(`axe failed: ${error}`));
      """;

  private final ChromeDriver driver;
  private final URI site;

  private Browser(ChromeDriver driver, URI site) {
    this.driver = driver;
    this.site = site;
  }

  /** Starts the browser. Fails if Chromium or its driver is not installed. */
  static Browser start(URI site) {
    PROTOCOL.setLevel(Level.SEVERE);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options());
    driver.manage().timeouts().implicitlyWait(PATIENCE).pageLoadTimeout(PATIENCE);
    driver.executeCdpCommand("Network.enable", Map.of());
    return new Browser(driver, site);
  }

  private static ChromeOptions options() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setCapability("goog:loggingPrefs", logs);
    options.setBinary(program("chromium").toFile());
    return options.addArguments(
        "--headless=new",
        // Chromium has no sandbox for root, and a build may run as root.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
  }

  private static Path program(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(program -> program.toFile().canExecute())
        .findFirst()
        .orElseGet(() -> fail("There is no " + name + " (Debian: chromium, chromium-driver)"));
  }

  Browser open(String page) {
    driver.get(site.resolve(page).toString());
    return this;
  }

  /** Returns the first element that matches the XPath. Waits for such an element. */
  WebElement find(String xpath) {
    return driver.findElement(By.xpath(xpath));
  }

  /** Returns the element that contains the text. Waits for such an element. */
  WebElement says(String text) {
    return find("//body//*[contains(normalize-space(text()), \"" + text + "\")]");
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Clicks at the position of the element, so that an element on top of it gets the click. */
  void clickAt(WebElement element) {
    new Actions(driver).moveToElement(element).click().perform();
  }

  /** Types into the focused element. A special key is given by its code. */
  Browser type(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
    return this;
  }

  /** Logs in with the form of the page. */
  Browser login(String username, String password) {
    fill("username", username);
    fill("password", password);
    find("//button[text() = 'Log in']").click();
    return this;
  }

  /** Replaces the text of the field. */
  void fill(String field, String text) {
    find("//input[@name = '" + field + "']").sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  /** Deletes all cookies except the cookie of this name, so the session ends. */
  void forgetCookiesBut(String name) {
    driver.manage().getCookies().stream()
        .filter(cookie -> !cookie.getName().equals(name))
        .forEach(driver.manage()::deleteCookie);
  }

  /** Blocks requests to URLs that end with this text. */
  void block(String file) {
    driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of("*" + file)));
  }

  void switchScriptsOff() {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
  }

  /**
   * Returns the accessibility rules that the page breaks, as axe-core reports them; empty if there
   * are none.
   */
  String barriers() {
    driver.executeScript(axe());
    return (String) driver.executeAsyncScript(BARRIERS);
  }

  private static String axe() {
    try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return URI.create(driver.getCurrentUrl());
  }

  /**
   * Ends the browser. Fails if a page sent a request to another site, or broke its content security
   * policy.
   */
  @Override
  public void close() {
    try {
      assertKeptToTheSite();
    } finally {
      driver.quit();
    }
  }

  private void assertKeptToTheSite() {
    assertThat(requested()).isNotEmpty().allMatch(url -> url.startsWith(site.toString()));
    assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
        .extracting(LogEntry::getMessage)
        .allMatch(message -> EXPECTED.matcher(message).matches());
  }

  private List<String> requested() {
    return StreamSupport.stream(
            driver.manage().logs().get(LogType.PERFORMANCE).spliterator(), false)
        .map(entry -> read(entry.getMessage()).get("message"))
        .filter(event -> event.get("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.at("/params/request/url").asText())
        .toList();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
