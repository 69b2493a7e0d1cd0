import * as vscode from 'vscode';
import { diffLines, type LineDiff } from '../../review/diffLines';
import { byteLines, spliceBytes, type ByteUnits } from '../../review/spliceBytes';
import { ToolError } from '../../util/toolError';

/** A file as it is, and what its text shall become. */
export interface TextChange {
  /** What the model calls it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The text of the bytes. */
  readonly before: string;
  readonly after: string;
  /** As the editor calls it. */
  readonly encoding: string;
}

/** What stands for bytes that are no text in their encoding. */
const replacement = '\uFFFD';

/**
 * The bytes of a file after a change of its text: lines that stay have the bytes that they had.
 * @throws ToolError when the encoding cannot write the new lines, or cannot read those that they replace.
 */
export async function encodedChange(change: TextChange): Promise<Uint8Array> {
  const { name, bytes, before, after, encoding } = change;
  const mark = bytes.subarray(0, markLength(bytes, encoding));
  const body = bytes.subarray(mark.length);
  const diff = diffLines(before, after);
  await refuseUnwritable(name, diff, encoding);
  const units = unitsOf(encoding);
  refuseUnreadable(change, body, diff, units);
  const spliced = spliceBytes(
    { bytes: body, text: before },
    { bytes: await encoded(after, encoding), text: after },
    units,
  );
  if (spliced === undefined)
    throw new ToolError(`${name} is not what ${encoding} would write, so it cannot be changed safely.`);
  return Buffer.concat([mark, spliced]);
}

/**
 * Looks whether an encoding has the characters of the lines that a change adds; what it has not would become `?`.
 * @throws ToolError when it has not.
 */
export async function refuseUnwritable(
  name: string,
  { newLines, changes }: LineDiff,
  encoding: string,
): Promise<void> {
  if (encoding.startsWith('utf')) return;
  const added = changes.map(({ newStart, newEnd }) => newLines.slice(newStart, newEnd).join('')).join('');
  if (/^[\t\n\r -~]*$/.test(added)) return;
  const read = await vscode.workspace.decode(await encoded(added, encoding), { encoding });
  const known = new Set(read);
  const missing = [...new Set(added)].filter((character) => !known.has(character));
  if (missing.length > 0)
    throw new ToolError(
      `${name} is written in ${encoding}, which has no ${missing.slice(0, 10).join(' ')}. Write it with other characters, or ask the person to save the file as UTF-8.`,
    );
}

/** A line that could not be decoded whole would lose what could not. */
function refuseUnreadable(
  { name, encoding }: TextChange,
  body: Uint8Array,
  { oldLines, changes }: LineDiff,
  units: ByteUnits,
): void {
  // Two bytes are always a character.
  if (units !== 'single') return;
  const suspect = changes
    .flatMap(({ oldStart, oldEnd }) =>
      oldLines.slice(oldStart, oldEnd).map((text, at) => ({ text, at: oldStart + at })),
    )
    .filter(({ text }) => text.includes(replacement));
  if (suspect.length === 0) return;
  const bytesOf = byteLines(body, units, oldLines.length);
  const lost = suspect.find(
    ({ text, at }) => bytesOf === undefined || !Buffer.from(text).equals(bytesOf(at)),
  );
  if (lost !== undefined)
    throw new ToolError(
      `Line ${lost.at + 1} of ${name} has bytes that are no ${encoding} text, and a change of that line would lose them. Ask the person to reopen the file with the encoding that it has.`,
    );
}

/** The bytes of a text, without a byte order mark. */
export async function encoded(text: string, encoding: string): Promise<Uint8Array> {
  if (encoding === 'utf8' || encoding === 'utf8bom') return Buffer.from(text);
  // Some encodings begin with a mark, which is there in both.
  const [mark, all] = await Promise.all([
    vscode.workspace.encode('a', { encoding }),
    vscode.workspace.encode(`a${text}`, { encoding }),
  ]);
  return all.subarray(mark.length);
}

function unitsOf(encoding: string): ByteUnits {
  if (encoding === 'utf16le') return 'littleEndian';
  return encoding === 'utf16be' ? 'bigEndian' : 'single';
}

function markLength(bytes: Uint8Array, encoding: string): number {
  const starts = (...mark: readonly number[]): boolean => mark.every((byte, at) => bytes[at] === byte);
  if (encoding === 'utf16le') return starts(0xff, 0xfe) ? 2 : 0;
  if (encoding === 'utf16be') return starts(0xfe, 0xff) ? 2 : 0;
  return encoding.startsWith('utf8') && starts(0xef, 0xbb, 0xbf) ? 3 : 0;
}
