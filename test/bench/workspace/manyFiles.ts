import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createRandom, someWords } from '../content/words';

export interface ManyFiles {
  readonly count: number;
  /** A word that one file in a thousand has, in one line. */
  readonly rare: string;
  /** A word that nearly every file has. */
  readonly common: string;
}

const perFolder = 100;

/** Writes a workspace of many small files into a folder: half of them `.ts`, half `.md`. */
export function writeManyFiles(folder: string, count: number): ManyFiles {
  const random = createRandom(1);
  const rare = 'rareNeedle';
  // Text made once and cut in another place for each file: making it is slower than writing it.
  const text = Array.from({ length: 4000 }, () => someWords(random, 9)).join('\n');
  for (let at = 0; at < count; at += 1) {
    const name = path.join(folder, `package${at % 20}`, `folder${Math.floor(at / perFolder)}`);
    if (at % perFolder < 20) mkdirSync(name, { recursive: true });
    const from = Math.floor(random() * (text.length - 3000));
    const line = at % 1000 === 500 ? `\nconst ${rare} = ${at};\n` : '\n';
    writeFileSync(
      path.join(name, `file${at}.${at % 2 === 0 ? 'ts' : 'md'}`),
      text.slice(from, from + 2500) + line,
    );
  }
  return { count, rare, common: 'value' };
}
