import { isToolError } from '../util/toolError';
import { createGuard, type GuardPorts, type Place } from './guard';
import { visibleText } from '../util/visibleText';

/** A file with instructions, as it was read. */
export interface ReadInstruction {
  readonly place: Place;
  /** As it is sent: hidden characters are written out, and what is beyond the limit is cut. */
  readonly text: string;
  /** Bytes of what is sent. */
  readonly bytes: number;
}

/** As many characters of all instruction files together are sent. */
export const instructionLimit = 60_000;

/** What finding instruction files needs. */
export interface InstructionPorts {
  readonly guard: GuardPorts;
  /** `undefined` when nothing is there. */
  readonly read: (place: Place) => Promise<string | undefined>;
  /** Told of a file that is not sent, and why. */
  readonly onRefused: (name: string, why: string) => void;
}

/**
 * Finds the instruction files that concern a file: in its folder and in every folder above it, up to its workspace
 * folder, the nearest first; then those of the other workspace folders. They pass the guard like everything that the
 * model reads: a link that leads out of the workspace is not followed.
 * @param names as the settings have them, such as `AGENTS.md`
 * @param active the path of the file that the person works on, in the workspace
 */
export async function findInstructions(
  names: readonly string[],
  active: { readonly root: string; readonly relative: string } | undefined,
  { guard, read, onRefused }: InstructionPorts,
): Promise<readonly ReadInstruction[]> {
  const found: ReadInstruction[] = [];
  const seen = new Set<string>();
  let left = instructionLimit;
  for (const candidate of candidates(names, active, guard)) {
    const text = await readOne(candidate);
    if (text === undefined) continue;
    const sent = text.value.length > left ? `${text.value.slice(0, left)}\n… cut here.` : text.value;
    left -= Math.min(left, sent.length);
    found.push({ place: text.place, text: sent, bytes: new TextEncoder().encode(sent).length });
    if (left === 0) break;
  }
  return found;

  async function readOne(path: string): Promise<{ place: Place; value: string } | undefined> {
    try {
      const place = await createGuard(guard).pass(path, 'read');
      if (seen.has(place.real)) return undefined;
      const text = await read(place);
      if (text === undefined || text.trim() === '') return undefined;
      seen.add(place.real);
      return { place, value: visibleText(text.replace(/^\uFEFF/, '').trim()) };
    } catch (error) {
      if (!isToolError(error)) throw error;
      onRefused(path, error.message);
      return undefined;
    }
  }
}

/** Absolute paths where the files may be, in the order in which they are sent. */
function candidates(
  names: readonly string[],
  active: { readonly root: string; readonly relative: string } | undefined,
  { roots, style }: GuardPorts,
): readonly string[] {
  const separator = style === 'win32' ? '\\' : '/';
  const join = (folder: string, name: string): string => `${folder}${separator}${name}`;
  const nearest =
    active === undefined ? [] : foldersAbove(active.relative).map((folder) => [active.root, folder]);
  const folders = [
    ...nearest.map(([root = '', folder = '']) =>
      folder === '' ? root : join(root, folder.replaceAll('/', separator)),
    ),
    ...roots().flatMap(({ path }) => (path === active?.root ? [] : [path])),
  ];
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

/** The folder of a path, and those above it up to the empty one. */
function foldersAbove(relative: string): readonly string[] {
  const parts = relative.split('/').slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, at) => parts.slice(0, parts.length - at).join('/'));
}

/** The text that goes along with a turn. */
export function instructionText(instructions: readonly ReadInstruction[]): string {
  if (instructions.length === 0) return '';
  return [
    'The workspace has these instructions; where they disagree, those that come first count.',
    ...instructions.map(
      ({ place, text }) => `<instructions file=${JSON.stringify(place.name)}>\n${text}\n</instructions>`,
    ),
  ].join('\n\n');
}
