/** What must stay true, as programs: the main job runs the documents' and a real-Java example. */
@NullMarked
package dev.heddle.specs;

import org.jspecify.annotations.NullMarked;
