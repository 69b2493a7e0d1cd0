import { createRandom } from './words';

const words =
  'const let return value index total items function await result config handler request response error'.split(
    ' ',
  );

/** Lines of what looks like source code; all are different. */
export function sourceLines(count: number): readonly string[] {
  const random = createRandom(7);
  return Array.from({ length: count }, (_, at) => {
    let line = `${'  '.repeat(Math.floor(random() * 5))}${words[at % words.length]}${at} = `;
    const length = 35 + random() * 42;
    while (line.length < length) {
      line += words[Math.floor(random() * words.length)];
      line += random() < 0.3 ? `(${Math.floor(random() * 100)}).` : ' + ';
    }
    return line;
  });
}
