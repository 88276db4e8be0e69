/**
 * Settings as one immutable value: whoever describes a run (a builder, an annotation, a
 * configuration parameter, a line of a document) makes a {@link
 * dev.heddle.internal.settings.Settings}. Knows nobody who reads them.
 */
@NullMarked
package dev.heddle.internal.settings;

import org.jspecify.annotations.NullMarked;
