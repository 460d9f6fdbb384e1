package io.limitrate.internal.yaml;

import io.limitrate.challenge.ChallengeSettings.SiteVerify;
import io.limitrate.challenge.ChallengeSettings.Vendor;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the settings of a CAPTCHA vendor's challenge. */
final class VendorBinder {
  static final List<String> KEYS = List.of("siteKey", "secret", "hostnames", "score", "url");

  private static final double DEFAULT_SCORE = 0.5;
  private static final Pattern SCORE = Pattern.compile("0(\\.[0-9]{1,6})?|1(\\.0{1,6})?");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private VendorBinder() {}

  static SiteVerify read(Section challenge, Vendor vendor) {
    if (vendor != Vendor.RECAPTCHA) {
      challenge.reject("score", "it belongs to the provider recaptcha");
    }
    double defaultScore = vendor == Vendor.RECAPTCHA ? DEFAULT_SCORE : 0;
    return new SiteVerify(
        vendor,
        challenge.require("siteKey").flatMap(Setting::text).orElse(""),
        challenge.require("secret").flatMap(Setting::text).orElse(""),
        challenge.find("hostnames").map(VendorBinder::hostnames).orElse(Set.of()),
        challenge.read("score", VendorBinder::score).orElse(defaultScore),
        challenge.find("url").flatMap(VendorBinder::url).orElse(vendor.url()));
  }

  private static Set<String> hostnames(Setting setting) {
    setting.checkNotEmpty();
    return Set.copyOf(setting.each(VendorBinder::host));
  }

  private static String host(String text) {
    if (!HOST.matcher(text).matches()) {
      throw new IllegalArgumentException("must be the name of a host, such as www.example.com");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static double score(String text) {
    if (!SCORE.matcher(text).matches()) {
      throw new IllegalArgumentException("must be from 0 to 1, such as 0.5");
    }
    return Double.parseDouble(text);
  }

  /** Reads the URL. Messages mask the text before an at sign, because that text is a password. */
  private static Optional<URI> url(Setting setting) {
    return setting.read(VendorBinder::url, text -> text.replaceFirst("^.*@", "***@"));
  }

  /** Checks the URL, to which the secret is sent. */
  private static URI url(String text) {
    try {
      URI url = new URI(text);
      boolean here = "http".equals(url.getScheme()) && THIS_MACHINE.contains(url.getHost());
      boolean safe = "https".equals(url.getScheme()) && url.getHost() != null;
      if ((here || safe) && url.getUserInfo() == null && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // the message of the exception contains the text, and the message below gives the rule
    }
    throw new IllegalArgumentException("must be an https URL, or an http URL of this machine");
  }
}
