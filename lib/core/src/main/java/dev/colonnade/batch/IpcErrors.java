package dev.colonnade.batch;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The refusals of one Arrow IPC file: {@code [name] One sentence.} */
record IpcErrors(String name) {
    DatasetException corrupt(String sentence) {
        return corrupt(sentence, null);
    }

    DatasetException corrupt(String sentence, @Nullable Throwable cause) {
        return of(ErrorCode.CORRUPT_FILE, sentence, cause);
    }

    DatasetException unsupported(String sentence) {
        return of(ErrorCode.UNSUPPORTED_FILE, sentence, null);
    }

    DatasetException of(ErrorCode code, String sentence, @Nullable Throwable cause) {
        return new DatasetException(code, "[" + name + "] " + sentence, cause);
    }
}
