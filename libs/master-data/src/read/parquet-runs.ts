import type { ColumnMetaData, FileMetaData, PageHeader } from 'hyparquet';
import { parquetSchema } from 'hyparquet';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import { refusal } from './read-refusal.js';
import { DECOMPRESSORS } from './parquet-codecs.js';

export interface LevelWidths {
  repetition: number;
  definition: number;
  isBoolean: boolean;
}

export function levelWidths(metadata: FileMetaData, { path_in_schema, type }: ColumnMetaData): LevelWidths {
  const path = getTreePath(parquetSchema(metadata), path_in_schema);
  const bits = (maximum: number) => 32 - Math.clz32(maximum);
  return {
    repetition: bits(getMaxRepetitionLevel(path)),
    definition: bits(getMaxDefinitionLevel(path)),
    isBoolean: type === 'BOOLEAN',
  };
}

/**
 * Checks the run lengths of a data page: a run takes two bytes and may claim a billion repetitions, which the decoder
 * would write out one by one (Parquet encodings, RLE/bit-packing hybrid).
 */
export function checkRuns(packed: Uint8Array, header: PageHeader, codec: ColumnMetaData['codec'], widths: LevelWidths) {
  const v1 = header.data_page_header;
  const v2 = header.data_page_header_v2;
  const unpack = (bytes: Uint8Array, size: number) => decompressPage(bytes, size, codec, DECOMPRESSORS);
  if (v1) {
    const runs = new Runs(unpack(packed, header.uncompressed_page_size), v1.num_values);
    if (widths.repetition > 0) runs.checkPrefixed(widths.repetition);
    if (widths.definition > 0) runs.checkPrefixed(widths.definition);
    runs.checkValues(v1.encoding, widths.isBoolean, false);
  } else if (v2) {
    const {
      repetition_levels_byte_length: repetition,
      definition_levels_byte_length: definition,
      num_values,
      num_nulls,
    } = v2;
    const levels = repetition + definition;
    // A missing length is NaN here.
    if (!(repetition >= 0 && definition >= 0 && levels <= packed.length && num_nulls >= 0 && num_nulls <= num_values))
      throw refusal.damaged('parquet');
    const runs = new Runs(packed, num_values);
    if (widths.repetition > 0) runs.check(0, repetition, widths.repetition);
    if (widths.definition > 0) runs.check(repetition, levels, widths.definition);
    const values = packed.subarray(levels);
    const unpacked = v2.is_compressed === false ? values : unpack(values, header.uncompressed_page_size - levels);
    new Runs(unpacked, num_values).checkValues(v2.encoding, widths.isBoolean, true);
  }
}

class Runs {
  private offset = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly valueCount: number,
  ) {}

  /** A stream with its length before it. */
  checkPrefixed(width: number) {
    const { bytes, offset } = this;
    const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset, true);
    const end = offset + 4 + length;
    if (end > bytes.length) throw refusal.damaged('parquet');
    this.check(offset + 4, end, width);
    this.offset = end;
  }

  checkValues(encoding: string, isBoolean: boolean, isV2: boolean) {
    if (encoding === 'RLE' && isV2) this.checkPrefixed(1);
    else if (encoding === 'RLE' || encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
      if (isBoolean && !isV2) this.checkPrefixed(1);
      else {
        const width = this.bytes[this.offset] ?? 0;
        if (width > 32) throw refusal.damaged('parquet');
        if (width > 0) this.check(this.offset + 1, this.bytes.length, width);
      }
    }
  }

  check(start: number, end: number, width: number) {
    const { bytes, valueCount } = this;
    let at = start;
    for (let seen = 0; seen < valueCount && at < end;) {
      let [header, shift] = [0, 0];
      for (;;) {
        const byte = bytes[at++];
        if (byte === undefined || shift > 28) throw refusal.damaged('parquet');
        header |= (byte & 0x7f) << shift;
        if (byte < 0x80) break;
        shift += 7;
      }
      const count = header >>> 1;
      if ((header & 1) === 0) {
        if (count === 0 || count > valueCount) throw refusal.damaged('parquet');
        seen += count;
        at += Math.ceil(width / 8);
      } else {
        if (count * 8 > valueCount + 8 * MAX_PADDING_GROUPS) throw refusal.damaged('parquet');
        seen += count * 8;
        at += count * width;
      }
    }
  }
}

/** Writers fill the last bit-packed run up; some to a whole block of 512 values. */
const MAX_PADDING_GROUPS = 64;
