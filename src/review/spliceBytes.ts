import { diffLines } from './diffLines';

/** A text as bytes and decoded; without a byte order mark. */
export interface Decoded {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** How many bytes a unit of the encoding has, and which of two comes first. */
export type ByteUnits = 'single' | 'littleEndian' | 'bigEndian';

/**
 * The bytes of a new text in which every line that stays has the very bytes that it had in the old one, also those that
 * its encoding would write in another way or could not write at all.
 * @param newBytes the new text as its encoding writes it
 * @returns `undefined` when the lines of the bytes are not those of the text
 */
export function spliceBytes(
  { bytes: oldBytes, text: oldText }: Decoded,
  { bytes: newBytes, text: newText }: Decoded,
  units: ByteUnits,
): Uint8Array | undefined {
  const { oldLines, newLines, changes } = diffLines(oldText, newText);
  const oldStarts = byteStarts(oldBytes, units, oldLines.length);
  const newStarts = byteStarts(newBytes, units, newLines.length);
  if (oldStarts === undefined || newStarts === undefined) return undefined;
  const parts: Uint8Array[] = [];
  let kept = 0;
  for (const { oldStart, oldEnd, newStart, newEnd } of changes) {
    parts.push(oldBytes.subarray(kept, oldStarts[oldStart]));
    parts.push(newBytes.subarray(newStarts[newStart], newStarts[newEnd]));
    kept = oldStarts[oldEnd] ?? oldBytes.length;
  }
  parts.push(oldBytes.subarray(kept));
  return joined(parts);
}

/** The lines of a text as bytes, each with its line end; `undefined` when they are not so many. */
export function byteLines(
  bytes: Uint8Array,
  units: ByteUnits,
  count: number,
): ((line: number) => Uint8Array) | undefined {
  const starts = byteStarts(bytes, units, count);
  return starts && ((line) => bytes.subarray(starts[line], starts[line + 1]));
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Where each line begins, and where the last one ends. */
function byteStarts(bytes: Uint8Array, units: ByteUnits, count: number): Uint32Array | undefined {
  const width = units === 'single' ? 1 : 2;
  const low = units === 'bigEndian' ? 1 : 0;
  const unitAt = (at: number): number =>
    width === 1 ? (bytes[at] ?? -1) : (bytes[at + low] ?? -1) | ((bytes[at + 1 - low] ?? 0) << 8);
  const starts = new Uint32Array(count + 1);
  let line = 0;
  let start = 0;
  for (let at = 0; at < bytes.length; at += width) {
    const unit = unitAt(at);
    if (unit !== lineFeed && unit !== carriageReturn) continue;
    if (unit === carriageReturn && unitAt(at + width) === lineFeed) at += width;
    start = at + width;
    line += 1;
    if (line > count) return undefined;
    starts[line] = start;
  }
  if (start < bytes.length) line += 1;
  if (line !== count) return undefined;
  starts[count] = bytes.length;
  return starts;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
