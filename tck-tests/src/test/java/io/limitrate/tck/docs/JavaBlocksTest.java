package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compiles each Java block of the pages. A block with a class of its own compiles as it stands,
 * with the imports that it shows. Any other block is a member, statements or annotations of a class
 * that imports all packages of Limitrate and extends {@link Surroundings}. <code>{ ... }</code>
 * stands for a body that the page leaves out.
 */
class JavaBlocksTest {
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(public |final |abstract )*(class|interface|record|enum) (\\w+)");
  private static final Pattern LEFT_OUT = Pattern.compile("\\{ \\.\\.\\. }");

  private static final String IMPORTS =
      Stream.of(
              "io.limitrate",
              "io.limitrate.annotation",
              "io.limitrate.cdi",
              "io.limitrate.challenge",
              "io.limitrate.config",
              "io.limitrate.jaxrs",
              "io.limitrate.login",
              "io.limitrate.runtime",
              "io.limitrate.servlet",
              "jakarta.enterprise.context",
              "jakarta.enterprise.event",
              "jakarta.servlet.http",
              "jakarta.ws.rs",
              "jakarta.ws.rs.core",
              "java.lang.annotation",
              "java.time",
              "java.util")
          .map(name -> "import " + name + ".*; ")
          .reduce("", String::concat);

  @TempDir Path directory;

  static Stream<Block> blocks() throws IOException {
    return Block.in("java");
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyJavaBlockCompiles(Block block) {
    String fewest =
        sources(block.text()).stream()
            .map(this::errors)
            .min(Comparator.comparingInt(String::length))
            .orElseThrow();

    assertThat(fewest).isEmpty();
  }

  private static List<String> sources(String block) {
    String text = LEFT_OUT.matcher(block).replaceAll("{ throw new IllegalStateException(); }");
    if (TYPE.matcher(text).find()) {
      return List.of(text);
    }
    return List.of(
        within(text),
        within(text + "\nvoid annotated() {}"),
        within("void statements() throws Exception { " + text + "\n}"));
  }

  private static String within(String members) {
    return IMPORTS
        + "abstract class Example extends io.limitrate.tck.docs.Surroundings { "
        + members
        + "}";
  }

  private String errors(String source) {
    var name = TYPE.matcher(source);
    String file = name.find() ? name.group(3) : "Example";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Writer errors = new StringWriter();
    List<String> options = new ArrayList<>(List.of("-d", directory.toString(), "-proc:none"));
    options.addAll(List.of("-nowarn", "-cp", System.getProperty("java.class.path")));
    List<JavaFileObject> units = List.of(new Source(file, source));
    boolean compiles = compiler.getTask(errors, null, null, options, null, units).call();
    return compiles ? "" : errors.toString();
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
