/** Rows handed over at a time: enough to keep a set-based stage busy, few enough that three chunks in flight stay below 20 MB. */
export const ROWS_PER_CHUNK = 2_000;

/** Characters after which a chunk is handed over early, so that a chunk of very long rows stays small too. */
export const CHARACTERS_PER_CHUNK = 8 * 1024 * 1024;

/** Bytes read from disk at a time. Larger pieces measured no faster. */
export const PIECE_BYTES = 256 * 1024;

/** Bytes looked at to tell format, encoding, separator and header: some thousand rows of an ordinary extract. */
export const SAMPLE_BYTES = 256 * 1024;

/** Rows looked at to find the header; title blocks above a table are a handful of lines. */
export const HEADER_SAMPLE_ROWS = 50;

/** Excel allows 16,384 columns, but the widest extract known has about 300: more is a transposed or broken table. */
export const MAX_COLUMNS = 1_000;

/** Characters of one cell. Excel ends at 32,767; a longer business scope exists in databases, a megabyte of it does not. */
export const MAX_CELL_CHARACTERS = 1024 * 1024;

/** Characters of one geometry of a spatial file: the outline of a province with every bend of its coast has a million corners, each of some forty characters. */
export const MAX_GEOMETRY_CHARACTERS = 64 * 1024 * 1024;

/** Characters (or bytes) of one row, so that an unclosed quote or a missing line end cannot swallow the file into memory. */
export const MAX_ROW_CHARACTERS = 4 * 1024 * 1024;

/** Depth of nesting of one JSON record; deeper is no register extract, and recursion over it would end the process. */
export const MAX_DEPTH = 32;

/** What a packed file may grow to: sixteen times the largest extract of the measures. */
export const MAX_UNPACKED_BYTES = 16 * 1024 ** 3;

/** How many times larger than packed. Real CSV packs 5–20 times, sheets of empty formatted rows up to 100; a bomb about 1,000. */
export const MAX_EXPANSION = 250;

/** Below this size the expansion does not matter: a small, very repetitive file is harmless. */
export const EXPANSION_FREE_BYTES = 32 * 1024 * 1024;

/** Files in one archive. A workbook with pictures has some hundreds; the list must fit in memory. */
export const MAX_ARCHIVE_ENTRIES = 10_000;

/** Bytes of a workbook's small parts (styles, list of sheets), which are read whole. */
export const MAX_WORKBOOK_PART_BYTES = 64 * 1024 * 1024;

/** Bytes of different texts in one workbook. They are needed in any order, so they stay in memory: this is most of the 512 MB allowance. */
export const MAX_SHARED_STRING_BYTES = 192 * 1024 * 1024;

/** Packed bytes of one column in one Parquet row group, which is read whole. */
export const MAX_COLUMN_CHUNK_BYTES = 128 * 1024 * 1024;

/** Unpacked bytes of one Parquet page; writers aim at 1 MB. */
export const MAX_PAGE_BYTES = 64 * 1024 * 1024;

/** Values of one Parquet page; a run-length page can claim billions in ten bytes. */
export const MAX_PAGE_VALUES = 4 * 1024 * 1024;
