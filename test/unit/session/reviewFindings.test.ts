import assert from 'node:assert/strict';
import { fileOfFinding, lineOfFinding, parseFindings } from '../../../src/session/reviewFindings';

describe('the findings of an answer', () => {
  const finding = {
    file: 'src/cart.ts',
    line: 3,
    quote: 'return x;',
    severity: 'error',
    message: 'Wrong.',
    suggestion: 'return y;\n',
  };

  it('are read, also from a fence or a bare list', () => {
    const expected = [{ ...finding, suggestion: 'return y;' }];
    assert.deepEqual(parseFindings(JSON.stringify({ findings: [finding] })), expected);
    assert.deepEqual(parseFindings(`\`\`\`json\n${JSON.stringify([finding])}\n\`\`\``), expected);
    assert.deepEqual(parseFindings('{"findings":[]}'), []);
  });

  it('may lack everything but their words', () => {
    const answer = JSON.stringify({
      findings: [{ message: 'Wrong.', severity: 'dreadful' }, { line: 3 }, 7],
    });
    assert.deepEqual(parseFindings(answer), [
      { file: '', line: 0, quote: '', severity: 'suggestion', message: 'Wrong.', suggestion: '' },
    ]);
  });

  it('are none when the answer is something else', () => {
    for (const answer of ['Looks good.', '{"findings":', '{"other":[]}', '7'])
      assert.equal(parseFindings(answer), undefined);
  });
});

describe('the line of a finding', () => {
  const lines = ['function a() {', '  return 1;', '}', 'function b() {', '  return 1;', '}'];
  const table: readonly (readonly [name: string, line: number, quote: string, at: number | undefined])[] = [
    ['is that of its number', 2, 'return 1;', 1],
    ['is the nearest that reads so', 4, '  return 1;', 4],
    ['is found by its words when the number is far off', 99, 'function b() {', 3],
    ['is found without the mark of the diff', 1, '    4 +function b() {', 3],
    ['is that of its number when nothing is quoted', 3, '', 2],
    ['is unknown when no line reads so', 2, 'return 2;', undefined],
    ['is unknown when there is none of that number', 7, '', undefined],
  ];
  for (const [name, line, quote, at] of table) {
    it(name, () => assert.equal(lineOfFinding(lines, { line, quote }), at));
  }
});

describe('the file of a finding', () => {
  const files = ['src/cart.ts', 'test/cart.ts', 'src/stock.js'];
  const table: readonly (readonly [named: string, file: string | undefined])[] = [
    ['src/cart.ts', 'src/cart.ts'],
    ['b/src/cart.ts', 'src/cart.ts'],
    ['./src/stock.js', 'src/stock.js'],
    ['stock.js', 'src/stock.js'],
    ['shop/src/stock.js', 'src/stock.js'],
    ['cart.ts', undefined],
    ['', undefined],
  ];
  for (const [named, file] of table) {
    it(`is found: "${named}"`, () => assert.equal(fileOfFinding(files, named), file));
  }
});
