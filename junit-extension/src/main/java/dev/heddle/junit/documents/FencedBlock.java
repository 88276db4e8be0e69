package dev.heddle.junit.documents;

import java.util.List;

/**
 * A fenced block of a document.
 *
 * @param info what stands behind the fence
 * @param line the line of the fence that opens it, from 1
 * @param lines what is between the fences
 * @param heading the heading above it; empty if there is none
 */
record FencedBlock(String info, int line, List<String> lines, String heading) {
  /** The line of the document of a line of this, both from 0 and from 1, as they are usual. */
  int documentLine(int index) {
    return line + 1 + index;
  }
}
