import assert from 'node:assert/strict';
import { render } from 'preact-render-to-string';
import { Markdown } from '../../../src/webview/Markdown';
import { mixedAnswer } from '../../ui/panelHarness/answers';
import { hostileMarkdown } from '../../ui/panelHarness/hostileMarkdown';

/** The HTML of a Markdown text, without the wrappers around its blocks. */
function html(source: string, open = false): string {
  return render(<Markdown source={source} open={open} turnId="turn" partKey="0.0.0" />)
    .replace(/^<div class="markdown">(.*)<\/div>$/s, '$1')
    .replaceAll(/<div class="(?:group|block)">/g, '')
    .replace(/(?:<\/div>)+$/, '');
}

const allowed = new Set(
  'a blockquote br button code dd del div em h3 h4 h5 h6 hr input li ol p pre span strong table tbody td th thead tr ul'.split(
    ' ',
  ),
);

describe('Markdown', () => {
  const cases: Readonly<Record<string, readonly [source: string, expected: RegExp]>> = {
    'a paragraph with emphasis': [
      'a **b** *c* ~~d~~',
      /<p dir="auto">a <strong>b<\/strong> <em>c<\/em> <del>d<\/del><\/p>/,
    ],
    'a heading below those of the page': ['# One', /<h3 class="heading heading1" dir="auto">One<\/h3>/],
    'code in a line, left to right': ['`a < b`', /<code dir="ltr">a &lt; b<\/code>/],
    'a formula as it was written': [
      'So $x_1 * y_2 = x_1^2$ and \\(a_{i}\\) hold.\n\n$$\n\\sum_{i} a_i * b_i\n= c\n$$\n\n\\[ \\alpha \\]',
      /So <code dir="ltr">\$x_1 \* y_2 = x_1\^2\$<\/code> and <code dir="ltr">\\\(a_{i}\\\)<\/code> hold\.<\/p><\/div><p dir="auto"><code dir="ltr">\$\$\n\\sum_{i} a_i \* b_i\n= c\n\$\$<\/code><\/p><\/div><p dir="auto"><code dir="ltr">\\\[ \\alpha \\\]<\/code>/,
    ],
    'money as text': [
      '$5 and *$10*, $HOME_DIR and $PATH',
      /<p dir="auto">\$5 and <em>\$10<\/em>, \$HOME_DIR and \$PATH<\/p>/,
    ],
    'a numbered list from its number on': [
      '3. three\n4. four',
      /<ol dir="ltr" start="3"><li><div dir="auto">three/,
    ],
    'a list in a list': [
      '- a\n  - b',
      /<ul dir="ltr"><li><div dir="auto">a<\/div><ul dir="ltr"><li><div dir="auto">b/,
    ],
    'a loose list': ['- a\n\n- b', /<li><p dir="auto">a<\/p><\/li><li><p dir="auto">b<\/p><\/li>/],
    'a list of tasks': [
      '- [x] done\n- [ ] open',
      /<input type="checkbox" checked disabled aria-label="done"\/>.*<input type="checkbox" disabled aria-label="open"\/>/,
    ],
    'a quote': ['> a\n> b', /<blockquote dir="ltr"><p dir="auto">a\nb<\/p><\/blockquote>/],
    'a table with its alignment': [
      '| a | b |\n|--|:-:|\n| 1 | 2 |',
      /<th dir="auto">a<\/th><th dir="auto" class="align-center">b<\/th>.*<td dir="auto">1<\/td>/,
    ],
    'a rule': ['a\n\n---', /<hr\/>/],
    'a hard line break': ['a  \nb', /a<br\/>b/],
    'a link with its real target as the tooltip': [
      '[text](https://example.com/x "hint")',
      /<a href="https:\/\/example.com\/x" title="hint\nhttps:\/\/example.com\/x">text<\/a>/,
    ],
    'an address as a link': [
      'see https://example.com/a.',
      /<a href="https:\/\/example.com\/a" title="https:\/\/example.com\/a">https:\/\/example.com\/a<\/a>\./,
    ],
    'a mail address as a link': ['me@example.com', /<a href="mailto:me@example.com"/],
    'a link by a reference': ['[one][a]\n\n[a]: https://example.com', /<a href="https:\/\/example.com\/" /],
    'a picture as a link': [
      '![a cat](https://example.com/cat.png)',
      /<a href="https:\/\/example.com\/cat.png"[^>]*>Image: a cat<\/a>/,
    ],
    'character references': [
      '&amp; &lt;b&gt; &copy; &#8594; &#x2192; &unknown;',
      /<p dir="auto">&amp; &lt;b> © → → &amp;unknown;<\/p>/,
    ],
    'character references in code as they stand': ['`&amp;`', /<code dir="ltr">&amp;amp;<\/code>/],
    'HTML as text': [
      'a <b onclick="x()">c</b>\n\n<div>d</div>',
      /a &lt;b onclick=&quot;x\(\)&quot;>c&lt;\/b>.*&lt;div>d&lt;\/div>/,
    ],
    'a line break tag as a line break': ['| a |\n|--|\n| b<br>c |', /b<br\/>c/],
    'a code block with its language and buttons': [
      '```ts\nlet a;\n```',
      /TypeScript.*aria-label="Copy code".*aria-label="Insert at cursor".*<code>let a;<\/code>/,
    ],
    'indented code without buttons': ['    let a;', /^(?!.*Copy code).*<code>let a;<\/code>/],
    'a Hebrew list from right to left': ['- `x` שלום', /<ul dir="rtl">/],
    'a Hebrew quote from right to left': ['> שלום', /<blockquote dir="rtl">/],
  };
  for (const [name, [source, expected]] of Object.entries(cases)) {
    it(`shows ${name}`, () => assert.match(html(source), new RegExp(expected, 's')));
  }

  for (const [name, source] of Object.entries(hostileMarkdown)) {
    it(`makes nothing but harmless elements of hostile Markdown (${name})`, () => {
      for (const open of [false, true]) {
        const rendered = html(source, open);
        for (const [, tag = ''] of rendered.matchAll(/<([a-z0-9]+)/gi))
          assert.ok(allowed.has(tag), `<${tag}>`);
        for (const [, href = ''] of rendered.matchAll(/ href="([^"]*)"/g))
          assert.match(href, /^(?:https?|mailto):/);
        assert.doesNotMatch(rendered, /<[^>]* (?:style|src|srcset|on[a-z]+)=/i);
      }
    });
  }

  it('ends in reasonable time whatever it is given', function () {
    this.timeout(60_000);
    const pieces = [
      '>',
      '- ',
      '[',
      '![',
      '*',
      '_',
      '**a',
      '`',
      '```\n',
      '<',
      '(',
      '|',
      '&',
      '\\',
      '~~',
      '1. ',
      '\t',
      '#',
      '[a](',
      '<!--',
      '\n> - ',
      '](x)',
    ];
    for (const piece of pieces) assert.equal(typeof html(piece.repeat(3000)), 'string');
  });

  describe('while it streams', () => {
    const halves: Readonly<Record<string, readonly [source: string, expected: RegExp, never?: RegExp]>> = {
      'bold text that is not closed': ['some **bold te', /<strong>bold te<\/strong>/, /\*/],
      'code that is not closed': ['run `npm te', /<code dir="ltr">npm te<\/code>/, /`/],
      'struck text that is not closed': ['~~no', /<del>no<\/del>/, /~/],
      'half a link': ['see [the rule](https://exam', /see the rule/, /\[|\(|exam/],
      'half a picture': ['see ![a cat](https://exam', /see a cat/, /\[|\(|exam/],
      'a lone list marker': ['text\n-', /^<p dir="auto">text<\/p>/, /h[1-6]|-</],
      'the beginning of a fence': ['text\n``', /^<p dir="auto">text/, /`/],
      'the header of a table': ['| a | b |', /<th dir="auto">a<\/th><th dir="auto">b<\/th>/],
      'half a delimiter row': ['| a | b |\n|--', /<th dir="auto">a<\/th>/, /--/],
      'a fence without an end': ['```ts\nlet a', /<code>let a<\/code>/, /Copy code/],
      'half a closing fence': ['```ts\nlet a\n``', /<code>let a<\/code>/],
      'a multiplication': ['2 * 3 *', /2 \* 3/, /<em>/],
      'snake case': ['the snake_case na', /snake_case na<\/p>/, /<em>/],
    };
    for (const [name, [source, expected, never]] of Object.entries(halves)) {
      it(`shows ${name}`, () => {
        const rendered = html(source, true);
        assert.match(rendered, expected);
        if (never !== undefined)
          assert.doesNotMatch(
            rendered.replaceAll(/<[^>]*>/g, (tag) =>
              never.test(tag) && /h[1-6]|em|aria/.test(tag) ? tag : '',
            ),
            never,
          );
      });
    }

    it('shows the same as the whole when all has come', () => {
      assert.equal(
        html(mixedAnswer, true).replaceAll(/<span class="codeActions">.*?<\/span><\/span>/g, ''),
        html(mixedAnswer, false).replaceAll(/<span class="codeActions">.*?<\/span><\/span>/g, ''),
      );
    });
  });
});
