import * as fc from 'fast-check';

const lines = [
  'A plain line of text.',
  'More **bold** and `code` and [a link](https://example.com "t").',
  'Half **bold and `half',
  'a line with [a label][ref] and [Ref]',
  '[ref]: https://example.com/one',
  '[ref]: https://example.com/two "title"',
  '# Heading',
  '## Heading with `code` #',
  '===',
  '---',
  '- item',
  '- [ ] task',
  '- [x] done',
  '* other item',
  '+ ',
  '1. one',
  '2. two',
  '10) ten',
  '  - nested',
  '    - deeper',
  '   continued',
  '      far in',
  '\tafter a tab',
  '> quote',
  '> - item in quote',
  '>   more of it',
  '> > deeper quote',
  '>',
  '> ```js',
  '> code in quote',
  '> ```',
  '```',
  '```ts',
  '````md',
  '````',
  '~~~',
  '~~~ python',
  '``',
  '  ```sh',
  '  ```',
  '    ```',
  '- ```js',
  '  let inItem = 1;',
  '1. text',
  '   ```',
  '| a | b |',
  '|---|:-:|',
  '| 1 | 2 |',
  'a | b',
  '--|--',
  '<div class="x">',
  '</div>',
  '<!-- comment',
  '-->',
  '<b>inline</b>',
  '<script>alert(1)</script>',
  '![alt](https://example.com/x.png)',
  'https://example.com and me@example.com',
  'hard break  ',
  'escaped \\* and &amp; &#x41;',
  'שלום עולם',
  'money $5 and $10, a formula $a_1 * b^2$ and \\(x_1\\)',
  '$$',
  '\\[ x_{1} * y_{2} \\]',
  '*',
  '-',
  '|',
  '',
  '',
  '',
  '',
  '   ',
];

/** Markdown made of lines that like to interfere with each other. */
export const markdownArbitrary = fc
  .array(fc.constantFrom(...lines), { maxLength: 24 })
  .map((chosen) => chosen.join('\n'));

/** A text with the places where a stream cuts it. */
export const chunkedMarkdown = fc
  .tuple(markdownArbitrary, fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 40 }))
  .map(([text, sizes]) => {
    const ends: number[] = [];
    for (let end = 0, at = 0; end < text.length; at += 1) {
      end = Math.min(text.length, end + (sizes[at % sizes.length] ?? 1));
      ends.push(end);
    }
    return { text, ends };
  });
