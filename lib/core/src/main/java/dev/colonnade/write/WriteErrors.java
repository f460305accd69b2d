package dev.colonnade.write;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;

/** The shape of this room's refusals: {@code [path] One sentence.} */
final class WriteErrors {
    private WriteErrors() {}

    static DatasetException of(ErrorCode code, Object path, String sentence) {
        return new DatasetException(code, "[" + path + "] " + sentence);
    }
}
