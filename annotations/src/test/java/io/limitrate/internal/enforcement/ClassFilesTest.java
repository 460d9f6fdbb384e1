package io.limitrate.internal.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks through a root of the class path. */
class ClassFilesTest {
  @TempDir Path root;

  private static Path write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, file.getFileName().toString());
  }

  @Test
  void showsTheClassFilesOfAllDirectories() throws Exception {
    write(root.resolve("A.class"));
    write(root.resolve("a/b/B.class"));
    write(root.resolve("a/readme.txt"));

    Shown shown = show(root, 100);

    assertThat(shown.classes).containsExactlyInAnyOrder("A.class", "B.class");
  }

  @Test
  void endsAtTheBoundAmongFilesThatAreNoClasses() throws Exception {
    for (int i = 0; i < 20; i++) {
      write(root.resolve(i + ".txt"));
    }

    assertThat(show(root, 10).entries).isEqualTo(11);
  }

  @Test
  void endsAtTheBoundAmongDirectories() throws Exception {
    for (int i = 0; i < 20; i++) {
      Files.createDirectory(root.resolve("directory" + i));
    }

    assertThat(show(root, 10).entries).isEqualTo(11);
  }

  @Test
  void leavesOutARootThatDoesNotExist() throws Exception {
    assertThat(show(root.resolve("absent"), 10).entries).isZero();
  }

  @Test
  void leavesOutDirectoriesAndFilesThatCannotBeRead() throws Exception {
    write(root.resolve("A.class"));
    Path file = write(root.resolve("B.class"));
    Path directory = write(root.resolve("closed/C.class")).getParent();
    assumeThat(file.toFile().setReadable(false)).isTrue();
    assumeThat(directory.toFile().setReadable(false)).isTrue();
    assumeThat(Files.isReadable(file)).as("root reads all files").isFalse();

    Shown shown = show(root, 100);

    assertThat(shown.classes).containsExactly("A.class");
  }

  @Test
  void goesOnAfterAFileThatIsNoClassFile() throws Exception {
    write(root.resolve("A.class"));
    write(root.resolve("a/Damaged.class"));
    write(root.resolve("b/B.class"));

    Shown shown = show(root, 100);

    assertThat(shown.classes).containsExactlyInAnyOrder("A.class", "B.class");
    assertThat(shown.skipped).containsExactly(root.resolve("a/Damaged.class").toString());
  }

  private static Shown show(Path root, int most) throws IOException {
    Shown shown = new Shown(most);
    ClassFiles.visitDirectory(root, shown);
    return shown;
  }

  /** A visitor that continues for a fixed number of files and directories. */
  private static final class Shown implements ClassFiles.Visitor {
    private final List<String> classes = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final int most;
    private int entries;

    Shown(int most) {
      this.most = most;
    }

    @Override
    public boolean next() {
      return ++entries <= most;
    }

    @Override
    public void visit(byte[] bytes) throws IOException {
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (text.startsWith("Damaged")) {
        throw new IOException("no class file");
      }
      classes.add(text);
    }

    @Override
    public void skipped(String file) {
      skipped.add(file);
    }
  }
}
