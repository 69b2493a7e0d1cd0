import assert from 'node:assert/strict';
import { cleanReplacement, type ReplacedLines } from '../../../src/review/cleanReplacement';

const before = ['import { x } from "./x";', '', 'class Cart {', '  constructor(readonly items) {}', ''].join(
  '\n',
);
const after = ['', '  describe() {', '    return "cart";', '  }', '}', ''].join('\n');
const old = ['  total() {', '    return 0;', '  }'].join('\n');
const wanted = ['  total() {', '    return 1;', '  }'].join('\n');

interface Row extends Partial<ReplacedLines> {
  readonly name: string;
  readonly answer: string;
  readonly wanted?: string;
}

const table: readonly Row[] = [
  { name: 'stays as it is', answer: wanted },
  { name: 'loses line ends at its end', answer: `\n${wanted}\n\n` },
  { name: 'loses its fence', answer: `\`\`\`ts\n${wanted}\n\`\`\`` },
  { name: 'loses a fence that is not closed', answer: `\`\`\`ts\n${wanted}` },
  {
    name: 'loses the words around a fence',
    answer: `Here it is:\n\n\`\`\`ts\n${wanted}\n\`\`\`\n\nI changed the result.`,
  },
  { name: 'loses the marks', answer: `<<<<<<< PIECE 1\n${wanted}\n>>>>>>> PIECE 1` },
  { name: 'is indented like the place', answer: 'total() {\n  return 1;\n}' },
  { name: 'is indented less when it came deeper', answer: '      total() {\n        return 1;\n      }' },
  { name: 'gets the indentation of its first line back', answer: 'total() {\n    return 1;\n  }' },
  {
    name: 'gets the indentation of a line alone back',
    old: '    return 0;',
    answer: 'return 1;',
    wanted: '    return 1;',
  },
  {
    name: 'is indented with tabs where the file is',
    old: '\ttotal() {\n\t\treturn 0;\n\t}',
    before: 'class Cart {',
    after: '\tdescribe() {\n\t\treturn "cart";\n\t}\n}',
    answer: 'total() {\n  if (x) {\n    return 1;\n  }\n}',
    wanted: '\ttotal() {\n\t\tif (x) {\n\t\t\treturn 1;\n\t\t}\n\t}',
  },
  {
    name: 'loses the lines above that it repeats',
    answer: `class Cart {\n  constructor(readonly items) {}\n\n${wanted}`,
  },
  {
    name: 'loses the lines below that it repeats',
    answer: `${wanted}\n\n  describe() {\n    return "cart";\n  }\n}`,
  },
  {
    name: 'loses the lines at both ends that it repeats',
    answer: `  constructor(readonly items) {}\n\n${wanted}\n\n  describe() {\n    return "cart";\n  }`,
  },
  {
    name: 'keeps a brace that is also below',
    old: '  if (a) {\n    b();\n  }',
    before: 'function f() {',
    after: '}',
    answer: '  if (a) {\n    c();\n  }',
    wanted: '  if (a) {\n    c();\n  }',
  },
  {
    name: 'keeps a first line that the old text has too',
    old: 'case 1:\n  one();',
    before: 'case 1:',
    after: '',
    answer: 'case 1:\n  two();',
    wanted: 'case 1:\n  two();',
  },
  {
    name: 'keeps the blank lines at the ends of the old text',
    old: `\n${old}\n\n`,
    answer: wanted,
    wanted: `\n${wanted}\n\n`,
  },
  { name: 'may be nothing', answer: '<<<<<<< NOTHING\n', wanted: '' },
  {
    name: 'is indented as told where nothing was',
    old: '',
    indent: '    ',
    answer: '```\nreturn 1;\nreturn 2;\n```',
    wanted: '    return 1;\n    return 2;',
  },
  {
    name: 'keeps fences that the text has',
    old: 'Text\n\n```js\na();\n```',
    before: '# Title',
    after: '',
    answer: 'Better text\n\n```js\nb();\n```\n\nMore',
    wanted: 'Better text\n\n```js\nb();\n```\n\nMore',
  },
  {
    name: 'loses a fence around a text with fences',
    old: 'Text\n\n```js\na();\n```',
    before: '# Title',
    after: '',
    answer: '````markdown\nBetter\n\n```js\nb();\n```\n````',
    wanted: 'Better\n\n```js\nb();\n```',
  },
  { name: 'has plain line ends', answer: wanted.replaceAll('\n', '\r\n') },
  {
    name: 'keeps Python deeper by its own block',
    old: '    return 0',
    before: 'def f():',
    after: '',
    answer: 'if x:\n    return 1\nreturn 0',
    wanted: '    if x:\n        return 1\n    return 0',
  },
];

describe('what a model wrote for some lines', () => {
  for (const { name, answer, wanted: expected = wanted, ...place } of table) {
    it(name, () => assert.equal(cleanReplacement(answer, { old, before, after, ...place }), expected));
  }
});
