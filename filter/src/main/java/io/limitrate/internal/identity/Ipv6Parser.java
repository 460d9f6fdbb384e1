package io.limitrate.internal.identity;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Parses the text forms of RFC 4291, section 2.2. The JDK's parser is not used: its methods ask DNS
 * about other texts, or throw exceptions, which is too expensive for header values.
 */
final class Ipv6Parser {
  private static final int MAX_LENGTH = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();
  private static final int GROUPS = 8;

  private final String text;
  private final int[] groups = new int[GROUPS];
  private int count;

  private Ipv6Parser(String text) {
    this.text = text;
  }

  static @Nullable IpAddress parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    Ipv6Parser parser = new Ipv6Parser(text);
    return parser.readAll() ? new IpAddress(parser.half(0), parser.half(GROUPS / 2)) : null;
  }

  private boolean readAll() {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return readGroups(0, text.length()) && count == GROUPS;
    }
    if (!readGroups(0, gap)) {
      return false;
    }
    int before = count;
    if (!readGroups(gap + 2, text.length()) || count == GROUPS) {
      return false;
    }
    moveToTheEnd(before);
    return true;
  }

  private void moveToTheEnd(int from) {
    int gap = GROUPS - count;
    System.arraycopy(groups, from, groups, from + gap, count - from);
    Arrays.fill(groups, from, from + gap, 0);
  }

  /** Reads the groups at [from, to); there may be no group. */
  private boolean readGroups(int from, int to) {
    int start = from;
    while (start < to) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 ? to : Math.min(colon, to);
      if (!readGroup(start, end)) {
        return false;
      }
      start = end + 1;
      if (start == to) {
        return false;
      }
    }
    return true;
  }

  private boolean readGroup(int from, int to) {
    if (to == text.length() && text.indexOf('.', from) >= 0) {
      return readIpv4(from, to);
    }
    if (to == from || to - from > 4) {
      return false;
    }
    int group = 0;
    for (int i = from; i < to; i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
      group = group << 4 | HexFormat.fromHexDigit(text.charAt(i));
    }
    return append(group);
  }

  private boolean readIpv4(int from, int to) {
    long ipv4 = Ipv4Parser.parse(text, from, to);
    return ipv4 != Ipv4Parser.NONE && append((int) (ipv4 >>> 16)) && append((int) ipv4 & 0xFFFF);
  }

  private boolean append(int group) {
    if (count == GROUPS) {
      return false;
    }
    groups[count++] = group;
    return true;
  }

  private long half(int from) {
    long half = 0;
    for (int i = from; i < from + GROUPS / 2; i++) {
      half = half << 16 | groups[i];
    }
    return half;
  }
}
