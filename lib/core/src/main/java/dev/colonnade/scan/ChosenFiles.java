package dev.colonnade.scan;

import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** Some files of a file set, by number until somebody wants to see them: a plan that is narrowed down never does. */
final class ChosenFiles {
    private final FileSet files;
    private int[] numbers = new int[16];
    private int size;

    ChosenFiles(FileSet files) {
        this.files = files;
    }

    void add(int file) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = file;
    }

    int size() {
        return size;
    }

    /** The files, which are made once, all at the first look at one. */
    List<DataFile> list() {
        return new Made(files, Arrays.copyOf(numbers, size));
    }

    private static final class Made extends AbstractList<DataFile> implements RandomAccess {
        private final FileSet files;
        private final int[] numbers;
        private volatile DataFile[] made = new DataFile[0];

        Made(FileSet files, int[] numbers) {
            this.files = files;
            this.numbers = numbers;
        }

        @Override
        public DataFile get(int index) {
            Objects.checkIndex(index, numbers.length);
            DataFile[] known = made;
            if (known.length == 0) {
                known = Arrays.stream(numbers).mapToObj(files.files()::get).toArray(DataFile[]::new);
                made = known;
            }
            return known[index];
        }

        @Override
        public int size() {
            return numbers.length;
        }
    }
}
