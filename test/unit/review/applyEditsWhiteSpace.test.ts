import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/review/applyEdits';

interface Case {
  readonly what: string;
  readonly text: string;
  readonly oldText: string;
  readonly newText: string;
  readonly becomes: string;
}

const cases: readonly Case[] = [
  {
    what: 'adds the indentation that the model left out',
    text: 'class A {\n  run() {\n    if (x) {\n      go();\n    }\n  }\n}\n',
    oldText: 'if (x) {\n  go();\n}\n',
    newText: 'if (y) {\n  go();\n  stop();\n}\n',
    becomes: 'class A {\n  run() {\n    if (y) {\n      go();\n      stop();\n    }\n  }\n}\n',
  },
  {
    what: 'takes away indentation that the model added',
    text: 'if (x) {\n  go();\n}\n',
    oldText: '    if (x) {\n      go();\n    }\n',
    newText: '    if (x) {\n      go();\n      for (;;) {\n        stop();\n      }\n    }\n',
    becomes: 'if (x) {\n  go();\n  for (;;) {\n    stop();\n  }\n}\n',
  },
  {
    what: 'writes tabs where the file has tabs',
    text: 'function a() {\n\tif (x) {\n\t\tgo();\n\t}\n}\n',
    oldText: '    if (x) {\n        go();\n    }\n',
    newText: '    if (x) {\n        go();\n        if (y) {\n            stop();\n        }\n    }\n',
    becomes: 'function a() {\n\tif (x) {\n\t\tgo();\n\t\tif (y) {\n\t\t\tstop();\n\t\t}\n\t}\n}\n',
  },
  {
    what: 'writes spaces where the file has spaces',
    text: 'def a():\n    if x:\n        go()\n    return 1\n',
    oldText: '\tif x:\n\t\tgo()\n',
    newText: '\tif x:\n\t\tfor y in z:\n\t\t\tstop()\n',
    becomes: 'def a():\n    if x:\n        for y in z:\n            stop()\n    return 1\n',
  },
  {
    what: 'writes levels of four where the model writes levels of two',
    text: 'function a() {\n    if (x) {\n        go();\n    }\n}\n',
    oldText: 'function a() {\n  if (x) {\n    go();\n  }\n}\n',
    newText: 'function a() {\n  if (x) {\n    while (y) {\n      go();\n    }\n  }\n}\n',
    becomes: 'function a() {\n    if (x) {\n        while (y) {\n            go();\n        }\n    }\n}\n',
  },
  {
    what: 'keeps the spaces at the ends of lines that the model did not change',
    text: 'a();  \nb();\t\nc();\n',
    oldText: 'a();\nb();\nc();\n',
    newText: 'a();\nb();\nd();\n',
    becomes: 'a();  \nb();\t\nd();\n',
  },
  {
    what: 'finds a text with spaces at the ends of its lines in a file without',
    text: 'a();\nb();\n',
    oldText: 'a(); \nb();  \n',
    newText: 'a();\nc();\n',
    becomes: 'a();\nc();\n',
  },
  {
    what: 'finds a text that begins and ends within lines',
    text: 'export function run() {\n\treturn  1;\n}\n',
    oldText: 'function run() {\n  return 1',
    newText: 'function run() {\n  return 2',
    becomes: 'export function run() {\n\treturn 2;\n}\n',
  },
  {
    what: 'knows a text that begins behind the indentation of its first line',
    text: 'class A {\n    one();\n    two();  \n    three();\n}\n',
    oldText: 'one();\n    two();\n    three();\n',
    newText: 'one();\n    other();\n    three();\n',
    becomes: 'class A {\n    one();\n    other();\n    three();\n}\n',
  },
  {
    what: 'indents such a first line, and what is added at the outermost level',
    text: 'class A {\n    one();\n    two();  \n}\nend\n',
    oldText: 'one();\n    two();\n}\n',
    newText: 'first();\n    two();\n}\nmore();\n',
    becomes: 'class A {\n    first();\n    two();  \n}\nmore();\nend\n',
  },
  {
    what: 'finds words with other spaces between them',
    text: "const  a   =  'x';\nconst\tb = 1;\n",
    oldText: 'const b = 1;',
    newText: 'const b = 2;',
    becomes: "const  a   =  'x';\nconst b = 2;\n",
  },
  {
    what: 'finds lines with Windows line ends and other indentation',
    text: '\tif (x) {\r\n\t\tgo();\r\n\t}\r\n',
    oldText: 'if (x) {\n  go();\n}',
    newText: 'if (x) {\n  go();\n  stop();\n}',
    becomes: '\tif (x) {\r\n\t\tgo();\r\n\t\tstop();\r\n\t}\r\n',
  },
  {
    what: 'takes a no-break space for a space',
    text: 'say("a\u00a0b");\n',
    oldText: 'say("a b");',
    newText: 'say("c");',
    becomes: 'say("c");\n',
  },
];

describe('applyEdits, white space', () => {
  for (const { what, text, oldText, newText, becomes } of cases) {
    it(what, () => {
      const { results, text: after } = applyEdits(text, [{ oldText, newText }]);
      assert.equal(after, becomes);
      assert.equal(results[0]?.applied === true ? results[0].match : results[0]?.reason, 'whiteSpace');
    });
  }

  it('replaces all places, each with its own indentation', () => {
    const { text } = applyEdits('go( 1 );\n  go( 1 );\n', [
      { oldText: '\tgo( 1 );\n', newText: '\tgo(2);\n\tgo(3);\n', replaceAll: true },
    ]);
    assert.equal(text, 'go(2);\ngo(3);\n  go(2);\n  go(3);\n');
  });

  it('refuses a text that is in several places but for white space', () => {
    const { results } = applyEdits('  a(1);\n    a(1);\n', [{ oldText: '\ta(1);', newText: 'b' }]);
    assert.ok(results[0]?.applied === false && results[0].refusal === 'ambiguous');
    assert.match(results[0].reason, /2 times, not counting white space \(lines 1, 2\)/);
  });

  it('finds no white space alone', () => {
    assert.equal(applyEdits('a\nb\n', [{ oldText: '\t\t\n', newText: 'x' }]).results[0]?.applied, false);
  });

  it('looks for a space where the text begins with one in the middle of a line', () => {
    const [result] = applyEdits('abc(1);\n', [{ oldText: '  c(1);', newText: 'd' }]).results;
    assert.ok(result?.applied === false && result.refusal === 'notFound');
  });
});
