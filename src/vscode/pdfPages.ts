import { inflateSync } from 'node:zlib';

/** More of one stream of objects than any PDF needs to name its pages, in bytes. */
const largestStream = 64 * 1024 * 1024;
/** How far an entry may lie from the beginning or end of its dictionary, in bytes. */
const longestDictionary = 4 * 1024 * 1024;

/**
 * How many pages a PDF has, by the nodes of its page tree: the root counts them all. Looks into compressed streams of
 * objects too; `undefined` where nothing is found, as in an encrypted file.
 *
 * Source: ISO 32000-1, 7.5.7 (object streams) and 7.7.3 (page tree)
 */
export function pdfPages(bytes: Uint8Array): number | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const counts = countsIn(file);
  for (const at of occurrences(file, '/ObjStm')) {
    const objects = streamBehind(file, at);
    if (objects !== undefined) counts.push(...countsIn(objects));
  }
  return counts.length === 0 ? undefined : Math.max(...counts);
}

function countsIn(text: Buffer): number[] {
  const counts: number[] = [];
  for (const at of occurrences(text, '/Pages')) {
    if (!/\/Type\s*$/.test(text.toString('latin1', Math.max(0, at - 16), at))) continue;
    const count = /\/Count\s+(\d+)/.exec(dictionaryAround(text, at))?.[1];
    if (count !== undefined) counts.push(Number(count));
  }
  return counts;
}

/** The dictionary that a place lies in. */
function dictionaryAround(text: Buffer, place: number): string {
  let start = place;
  for (let depth = 0; start > Math.max(0, place - longestDictionary); start -= 1) {
    if (isPair(text, start, '>')) depth += 1;
    else if (isPair(text, start, '<')) depth -= 1;
    else continue;
    if (depth < 0) break;
    start -= 1;
  }
  let end = place;
  for (let depth = 0; end < Math.min(text.length, place + longestDictionary); end += 1) {
    if (isPair(text, end, '<')) depth += 1;
    else if (isPair(text, end, '>')) depth -= 1;
    else continue;
    if (depth < 0) break;
    end += 1;
  }
  return text.toString('latin1', start, end);
}

function isPair(text: Buffer, at: number, character: '<' | '>'): boolean {
  const code = character.charCodeAt(0);
  return text[at] === code && text[at + 1] === code;
}

/** The inflated bytes of the stream whose dictionary has an entry at that place. */
function streamBehind(file: Buffer, place: number): Buffer | undefined {
  const keyword = file.indexOf('stream', place, 'latin1');
  const end = file.indexOf('endstream', keyword, 'latin1');
  if (keyword < 0 || end < 0) return undefined;
  let start = keyword + 'stream'.length;
  if (file[start] === 0x0d) start += 1;
  if (file[start] === 0x0a) start += 1;
  try {
    return inflateSync(file.subarray(start, end), { maxOutputLength: largestStream });
  } catch {
    return undefined; // Encrypted, damaged or packed in another way.
  }
}

function* occurrences(text: Buffer, word: string): Generator<number> {
  for (let at = text.indexOf(word, 0, 'latin1'); at >= 0; at = text.indexOf(word, at + 1, 'latin1')) yield at;
}
