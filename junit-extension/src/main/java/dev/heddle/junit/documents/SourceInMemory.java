package dev.heddle.junit.documents;

import java.net.URI;
import java.net.URISyntaxException;
import javax.tools.SimpleJavaFileObject;

/** A source in memory, by a name of its own: that of the document, so that stacks show it. */
final class SourceInMemory extends SimpleJavaFileObject {
  private final String name;
  private final String text;

  SourceInMemory(String name, String text) {
    super(URI.create("document:///source"), Kind.SOURCE);
    this.name = name;
    this.text = text;
  }

  @Override
  public URI toUri() {
    try {
      return new URI("document", null, "/" + name, null);
    } catch (URISyntaxException e) {
      return super.toUri();
    }
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isNameCompatible(String simpleName, Kind kind) {
    return true;
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return text;
  }
}
