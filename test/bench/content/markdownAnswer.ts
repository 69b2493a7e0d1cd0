import { createRandom, someWords } from './words';

type Random = () => number;

/** An answer of that many kilobytes (of 1,024 characters) as a model writes it: prose, lists, code and tables. */
export function markdownAnswer(kilobytes: number, seed = 1): string {
  const random = createRandom(seed);
  const length = kilobytes * 1024;
  let text = '';
  while (text.length < length) text += section(random);
  return text.slice(0, length);
}

/** Text in the pieces that a model sends: of `size` characters, cut anywhere. */
export function pieces(text: string, size: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  );
}

function section(random: Random): string {
  return [
    `## ${sentenceCase(someWords(random, 4))}`,
    paragraph(random, 5),
    paragraph(random, 4),
    list(random, 6),
    paragraph(random, 3),
    code(random, 14),
    paragraph(random, 4),
    random() < 0.4 ? table(random, 6) : numbered(random, 4),
    random() < 0.3 ? `> ${sentence(random)}` : paragraph(random, 3),
    '',
  ].join('\n\n');
}

function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function sentence(random: Random): string {
  const before = sentenceCase(someWords(random, 5 + Math.floor(random() * 8)));
  const after = someWords(random, 3 + Math.floor(random() * 6));
  const kind = random();
  const between =
    kind < 0.3
      ? `\`${someWords(random, 1)}()\``
      : kind < 0.45
        ? `**${someWords(random, 2)}**`
        : kind < 0.52
          ? `[${someWords(random, 2)}](https://example.com/${someWords(random, 1)})`
          : kind < 0.6
            ? `— *${someWords(random, 3)}* —`
            : someWords(random, 2);
  return `${before} ${between} ${after}.`;
}

function paragraph(random: Random, sentences: number): string {
  return Array.from({ length: sentences }, () => sentence(random)).join(' ');
}

function list(random: Random, items: number): string {
  return Array.from({ length: items }, (_, at) =>
    at % 3 === 2
      ? `  - ${someWords(random, 8)}`
      : `- **${sentenceCase(someWords(random, 2))}**: ${sentence(random)}`,
  ).join('\n');
}

function numbered(random: Random, items: number): string {
  return Array.from({ length: items }, (_, at) => `${at + 1}. ${sentence(random)}`).join('\n');
}

function code(random: Random, lines: number): string {
  const body = Array.from({ length: lines }, (_, at) => {
    const [first = 'a', second = 'b', third = 'c'] = someWords(random, 3).split(' ');
    return at % 4 === 3
      ? `  // ${someWords(random, 6)}`
      : `  const ${first}${at} = ${second}(${Math.floor(random() * 900)}, '${third}') ?? null;`;
  });
  return ['```ts', 'export function example(order: Order): number {', ...body, '}', '```'].join('\n');
}

function table(random: Random, rows: number): string {
  return [
    '| Name | Before | After |',
    '| :--- | ---: | :---: |',
    ...Array.from(
      { length: rows },
      () =>
        `| ${someWords(random, 3)} | ${Math.floor(random() * 9999) / 100} | \`${someWords(random, 1)}\` |`,
    ),
  ].join('\n');
}
