import type { Content, MediaContent, Step } from '../../../src/api/types';
import { textsOf } from '../interactions/input';
import type { Run } from '../interactions/run';

/** Code that came along with a question. */
export interface AttachedCode {
  /** As the line above it says; empty when it does not. */
  readonly path: string;
  /** The first line, counted from 1. */
  readonly firstLine: number;
  readonly language: string;
  readonly text: string;
}

/** What a person asks, taken apart. */
export interface Question {
  /** Their own words, without what is attached and without `[[words]]` for the emulator. */
  readonly text: string;
  /** The `[[name:value]]` words of the prompt; the value is empty when there is none. */
  readonly commands: ReadonlyMap<string, string>;
  readonly code: readonly AttachedCode[];
  readonly media: readonly MediaContent[];
  /** Their own words of the turns before, oldest first. */
  readonly earlier: readonly string[];
}

const fenced = /(?:^|\n)([^\n]*)\n*(`{3,}|~{3,})([\w+#.-]*)[^\n]*\n([\s\S]*?)\n?\2(?=\n|$)/g;

/** Takes the newest step of the user apart; code of an earlier turn counts while nothing newer is attached. */
export function questionOf({ history, input }: Run): Question {
  const steps = [...history, ...input].filter((step) => step.type === 'user_input');
  const newest = steps.at(-1);
  const words = newest ? ownWords(newest) : '';
  const commands = new Map<string, string>();
  for (const [, name = '', value = ''] of words.matchAll(/\[\[(\w+)(?::([^\]]*))?\]\]/g))
    commands.set(name, value);
  const code = steps.map(codeOf).filter((found) => found.length > 0);
  return {
    text: words.replace(/\[\[[^\]]*\]\]/g, '').trim(),
    commands,
    code:
      newest && codeOf(newest).length === 0 && !/\b(it|this|that|code|file)\b/i.test(words)
        ? []
        : (code.at(-1) ?? []),
    media: newest ? blocksOf(newest).filter(isMedia) : [],
    earlier: steps.slice(0, -1).map(ownWords).filter(Boolean),
  };
}

const blocksOf = (step: Step): readonly Content[] =>
  step.type === 'user_input' && typeof step.content !== 'string' ? (step.content ?? []) : [];

const isMedia = (content: Content): content is MediaContent =>
  content.type !== 'text' && content.type !== 'unknown';

function codeOf(step: Step): readonly AttachedCode[] {
  return textsOf(step).flatMap((text) =>
    [...text.matchAll(fenced)].map(([, origin = '', , language = '', body = '']) => ({
      path: pathIn(origin),
      firstLine: Number(/lines?\s+(\d+)/i.exec(origin)?.[1] ?? 1),
      language,
      text: body,
    })),
  );
}

function ownWords(step: Step): string {
  const texts = textsOf(step).map((text) =>
    text.replace(fenced, (_, origin: string) => (pathIn(origin) === '' ? `\n${origin}` : '')),
  );
  return texts
    .map((text) => text.trim())
    .filter(Boolean)
    .join('\n');
}

/**
 * The path that the line above a fence names, as in `From src/a.ts, lines 3-9:`; empty when it is part of the question.
 */
function pathIn(line: string): string {
  const stated = /^(?:from|file)\s+(.+?)(?:,\s*lines?\s+\d+(?:\s*[-–]\s*\d+)?)?:$/i.exec(line.trim());
  return stated?.[1]?.replace(/^[`'"]|[`'"]$/g, '') ?? '';
}
