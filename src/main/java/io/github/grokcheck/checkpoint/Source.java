package io.github.grokcheck.checkpoint;

import java.io.Closeable;

/** A file of one format, kept open while tensors are read from it. */
interface Source extends Closeable {
    /** The format, by the file's content. */
    Format format();

    /** What the file holds. */
    Contents contents();

    /** Lets the file go; a file that was only read loses nothing where that fails. */
    @Override
    void close();
}
