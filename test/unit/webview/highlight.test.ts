import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { codeChunks } from '../../../src/webview/codeChunks';
import { canHighlight, highlight } from '../../../src/webview/highlight';
import { highlightSlices } from '../../../src/webview/highlightSlices';

const languages =
  'bash c cpp csharp css dart diff go html ini java javascript json jsonc jsx kotlin markdown php python ruby rust scss sh sql swift toml ts tsx typescript xml yaml'.split(
    ' ',
  );
const snippets = fc
  .array(
    fc.constantFrom(
      ...'if (x) { " \' ` """ /* */ // # -- <a href="x"> </a> func f() 0x1f 1.5e3 \\" \\\' $x @y :z #! =begin \n r#" ${a} ; } <!-- --> '.split(
        ' ',
      ),
      '\n',
      ' ',
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(' '));

describe('highlighting', () => {
  for (const language of languages) {
    it(`changes no character of ${language}`, () => {
      assert.ok(canHighlight(language));
      fc.assert(
        fc.property(snippets, (code) => {
          assert.equal(
            highlight(code, language)
              .map(({ text }) => text)
              .join(''),
            code,
          );
        }),
        { numRuns: 60 },
      );
    });
  }

  const scopes: Readonly<
    Record<string, readonly [code: string, expected: Readonly<Record<string, string>>]>
  > = {
    typescript: ['const a: Foo = "s"; // c', { const: 'keyword', '"s"': 'string', '// c': 'comment' }],
    java: ['public class Foo { int x = 1; }', { public: 'keyword', Foo: 'type', '1': 'number' }],
    go: ['func main() { x := `raw` }', { func: 'keyword', main: 'title', '`raw`': 'string' }],
    rust: [
      'fn f<\'a>(s: &\'a str) { println!("x") }',
      { fn: 'keyword', "'a": 'symbol', 'println!': 'title' },
    ],
    sql: [
      "SELECT count(*) FROM t WHERE a = 'it''s' -- c",
      { SELECT: 'keyword', count: 'title', "'it''s'": 'string' },
    ],
    css: [
      '.card { color: #fff; --gap: 4px }',
      { '.card': 'selector-class', color: 'attribute', '#fff': 'number' },
    ],
    cpp: [
      '#include <map>\nstd::string s = "x"; // c',
      { '#include <map>': 'meta', '"x"': 'string', '// c': 'comment' },
    ],
    ruby: [
      'def greet(name) # c\n  @x = :sym\nend',
      { def: 'keyword', greet: 'title', ':sym': 'symbol', '# c': 'comment' },
    ],
    php: [
      "<?php $a = 'x'; echo f($a);",
      { '<?php': 'meta', $a: 'variable', "'x'": 'string', echo: 'keyword', f: 'title' },
    ],
  };
  for (const [language, [code, expected]] of Object.entries(scopes)) {
    it(`tells the words of ${language} apart`, () => {
      const runs = highlight(code, language);
      for (const [text, scope] of Object.entries(expected)) {
        assert.equal(runs.find((run) => run.text.trim() === text)?.scope, scope, JSON.stringify(runs));
      }
    });
  }

  it('leaves a language that it does not know plain', () => {
    assert.deepEqual(highlight('x = 1', 'brainfuck'), [{ scope: '', text: 'x = 1' }]);
  });

  it('cuts long code into short slices between definitions', () => {
    const code = Array.from({ length: 400 }, (_, at) => `function f${at}() {\n  return ${at};\n}\n`).join(
      '\n',
    );
    const slices = highlightSlices(code);
    assert.equal(slices.join(''), code);
    assert.ok(slices.length > 1);
    for (const slice of slices) assert.match(slice, /^function /);
  });

  it('cuts any code into pieces that join to it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', ' ', '\n\n'), maxLength: 4000 }), (unit) => {
        const code = unit.repeat(10);
        assert.equal(highlightSlices(code).join(''), code);
        assert.equal(codeChunks(code).join(''), code);
      }),
      { numRuns: 50 },
    );
  });
});
