package io.limitrate.tck.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of a page.
 *
 * @param line where the block begins
 * @param language the first word behind the fence, or empty
 * @param place the second word behind the fence, or empty: {@code file=} or {@code part=} and a
 *     file
 * @param text what stands between the fences
 */
record Block(Path page, long line, String language, String place, String text) {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*) ?(\\S*)\\n(.*?)^```$");

  /** All blocks of all pages. */
  static List<Block> all() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path page : Pages.all()) {
      String text = Files.readString(page);
      Matcher matcher = FENCED.matcher(text);
      while (matcher.find()) {
        long line = text.substring(0, matcher.start()).lines().count() + 1;
        blocks.add(new Block(page, line, matcher.group(1), matcher.group(2), matcher.group(3)));
      }
    }
    return blocks;
  }

  /** All blocks in that language which are no copies of a file. */
  static Stream<Block> in(String language) throws IOException {
    return all().stream().filter(block -> block.language.equals(language) && block.place.isEmpty());
  }

  @Override
  public String toString() {
    return Pages.REPOSITORY.relativize(page) + ":" + line + (place.isEmpty() ? "" : " " + place);
  }
}
