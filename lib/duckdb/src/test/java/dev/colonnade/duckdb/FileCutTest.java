package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FileCutTest {
    @Test
    void partitionsArePartedEvenly() {
        assertEquals(new FileCut(51_200, 1), FileCut.of(List.of(100_000L, 100_000L), 45_000, 122_880));
        assertEquals(2, new FileCut(51_200, 1).files(100_000));
    }

    @Test
    void filesOfManyRowsHaveSeveralRowGroups() {
        assertEquals(new FileCut(112_640, 9), FileCut.of(List.of(1_000_000L), 900_000, 122_880));
    }

    @Test
    void partitionsThatNeedLargerFilesHaveARest() {
        // 149,000 rows are one file and a half, which no file may hold
        assertEquals(new FileCut(100_352, 1), FileCut.of(List.of(149_000L, 1_000_000L), 100_000, 122_880));
        assertEquals(2, new FileCut(100_352, 1).files(149_000));
        assertEquals(new FileCut(100_352, 1), FileCut.of(List.of(149_000L), 100_000, 122_880));
    }

    @Test
    void smallPartitionsAreOneFileEach() {
        assertEquals(1, FileCut.of(List.of(3L, 10L), 1_000_000, 122_880).files(10));
        assertEquals(new FileCut(FileCut.VECTOR, 1), FileCut.of(List.of(3L), 0.5, 122_880));
        assertEquals(0, new FileCut(FileCut.VECTOR, 1).files(0));
    }
}
