import type { Question } from './question';

const numbers: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
};
const fourLegged = /(\d+|one|two|three|four|five|six|seven|eight)\s+(dog|cat|horse|cow|rabbit)s?\b/gi;

/** What the emulator knows from the turns before: animals and their paws, and the question before this one. */
export function remembered({ text, earlier }: Question): string | undefined {
  if (/\b(paws|legs|feet)\b/i.test(text)) return countedPaws([...earlier, text]);
  const asksBack =
    /\b(what|which)\b.*\b(did i|have i|i just|was my)\b.*\b(ask|say|question)|\b(previous|last|earlier) (question|message)\b/i;
  if (!asksBack.test(text)) return undefined;
  const last = earlier.at(-1);
  return last === undefined ? 'This is your first question here.' : `Your previous question was: “${last}”`;
}

function countedPaws(texts: readonly string[]): string | undefined {
  const found = texts.flatMap((text) => [...text.matchAll(fourLegged)]);
  if (found.length === 0) return undefined;
  const counted = found.map(([, count = '', animal = '']) => ({
    count: numbers[count.toLowerCase()] ?? Number(count),
    animal,
  }));
  const total = counted.reduce((sum, { count }) => sum + count * 4, 0);
  const sum = counted
    .map(({ count, animal }) => `${count} ${animal}${count === 1 ? '' : 's'} × 4 paws`)
    .join(' + ');
  return `There are ${total} paws in your house. ${sum} = ${total} paws.`;
}
