package dev.heddle.specs.documents;

import dev.heddle.junit.documents.Documents;

/** The programs of the pages in docs print what the pages say. */
@Documents("../docs")
class PagesTest {}
