/**
 * Runs Markdown documents: a fenced program, and what it prints. What an author touches is {@link
 * dev.heddle.junit.documents.Documents}. Nothing here knows JUnit Jupiter.
 */
@NullMarked
package dev.heddle.junit.documents;

import org.jspecify.annotations.NullMarked;
