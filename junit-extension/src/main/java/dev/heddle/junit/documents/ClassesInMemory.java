package dev.heddle.junit.documents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** Keeps compiled classes in memory. */
final class ClassesInMemory extends ForwardingJavaFileManager<JavaFileManager> {
  private final Map<String, ByteArrayOutputStream> bytes = new HashMap<>();

  ClassesInMemory(JavaFileManager files) {
    super(files);
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
    return new SimpleJavaFileObject(URI.create("memory:///" + className.hashCode()), kind) {
      @Override
      public OutputStream openOutputStream() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes.put(className, out);
        return out;
      }
    };
  }

  @Override
  public void close() {
    try {
      super.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads a class, by a loader of its own. */
  Class<?> load(String name) {
    try {
      return new Loader(bytes).loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The class [" + name + "] was not compiled.", e);
    }
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, ByteArrayOutputStream> bytes;

    Loader(Map<String, ByteArrayOutputStream> bytes) {
      super(Thread.currentThread().getContextClassLoader());
      this.bytes = bytes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        ByteArrayOutputStream out = bytes.get(name);
        if (loaded != null || out == null) {
          return loaded != null ? loaded : super.loadClass(name, resolve);
        }
        byte[] array = out.toByteArray();
        return defineClass(name, array, 0, array.length);
      }
    }
  }
}
