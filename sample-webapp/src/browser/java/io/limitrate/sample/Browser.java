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

/** A Chromium without a window and without a profile, that can reach nothing but this machine. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Warns that it has no types for this version's protocol, which are not used here. */
  private static final Logger PROTOCOL = Logger.getLogger("org.openqa.selenium.devtools");

  /** How long anything on a page may take, the proof of work among it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Rejections are what the tests are about; not every page names an icon. */
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

  /** Starts it; fails where there is none. */
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
        // Whoever builds may be root, for whom Chromium has no sandbox.
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

  /** The first element that matches the XPath, as soon as there is one. */
  WebElement find(String xpath) {
    return driver.findElement(By.xpath(xpath));
  }

  /** The element that says this, as soon as one does. */
  WebElement says(String text) {
    return find("//body//*[contains(normalize-space(text()), \"" + text + "\")]");
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Clicks where the element is, on whatever lies on top of it. */
  void clickAt(WebElement element) {
    new Actions(driver).moveToElement(element).click().perform();
  }

  /** Types, wherever the focus is; a key by its code. */
  Browser type(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
    return this;
  }

  /** Logs in by the page's form. */
  Browser login(String username, String password) {
    fill("username", username);
    fill("password", password);
    find("//button[text() = 'Log in']").click();
    return this;
  }

  /** Types over what is in the field. */
  void fill(String field, String text) {
    find("//input[@name = '" + field + "']").sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  /** Forgets the session, and all else unless it is this cookie. */
  void forgetCookiesBut(String name) {
    driver.manage().getCookies().stream()
        .filter(cookie -> !cookie.getName().equals(name))
        .forEach(driver.manage()::deleteCookie);
  }

  /** Loads nothing whose address ends so. */
  void block(String file) {
    driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of("*" + file)));
  }

  void switchScriptsOff() {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
  }

  /** Which rules of accessibility the page breaks, as axe-core finds them; none if it is empty. */
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

  /** Ends it, and fails if a page asked for anything elsewhere, or for what its policy forbids. */
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
