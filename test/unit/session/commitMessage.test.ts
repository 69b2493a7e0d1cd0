import assert from 'node:assert/strict';
import { cleanMessage, commitPrompt, commitStyleOf } from '../../../src/session/commitMessage';

describe('the style of a repository', () => {
  const commit = (message: string, authorEmail = 'bo@example.com') => ({ message, authorEmail });

  it('is that of the person when there are enough of their commits, else that of all', () => {
    const mine = ['a', 'b', 'c', 'd', 'e'].map((each) => commit(each, 'ann@example.com'));
    const others = [commit('x'), commit('y')];
    assert.deepEqual(commitStyleOf([...others, ...mine], 'ann@example.com').subjects, [
      'a',
      'b',
      'c',
      'd',
      'e',
    ]);
    assert.deepEqual(commitStyleOf([...others, ...mine.slice(2)], 'ann@example.com').subjects, [
      'x',
      'y',
      'c',
      'd',
      'e',
    ]);
    assert.equal(
      commitStyleOf(
        Array.from({ length: 40 }, () => commit('z')),
        undefined,
      ).subjects.length,
      15,
    );
  });

  it('leaves out what Git writes by itself', () => {
    const commits = [commit("Merge branch 'main'"), commit('Revert "x"'), commit('fixup! y'), commit('z')];
    assert.deepEqual(commitStyleOf(commits, undefined).subjects, ['z']);
  });

  it('is conventional when most subjects are', () => {
    const half = [commit('feat(cart): total'), commit('fix: rounding'), commit('Other words')];
    assert.equal(commitStyleOf(half, undefined).isConventional, true);
    assert.equal(commitStyleOf(half.slice(1), undefined).isConventional, false);
    assert.equal(commitStyleOf([], undefined).isConventional, false);
  });
});

describe('the prompt for a commit message', () => {
  it('tells the style, the branch, what the person wrote, the change and what is hidden', () => {
    const style = commitStyleOf([{ message: 'feat(סל): חישוב הסכום\n\nכך מעגלים.' }], undefined);
    const prompt = commitPrompt({
      style,
      branch: 'shop-12',
      diff: '=== a.ts',
      hidden: 2,
      hint: 'rounding',
      instructions: 'Name the ticket.',
    });
    for (const part of [
      'Latest subjects of this repository:\n- feat(סל): חישוב הסכום',
      'Conventional Commits',
      'whole:\nfeat(סל): חישוב הסכום\n\nכך מעגלים.',
      'Branch: shop-12',
      'follow what they say of commit messages:\nName the ticket.',
      'the message shall say it:\nrounding',
      'The change:\n=== a.ts',
      'may not be shown: 2',
    ])
      assert.ok(prompt.includes(part), part);
  });
});

describe('a commit message', () => {
  const table: readonly (readonly [name: string, answer: string, message: string])[] = [
    ['stays as it is', 'Add a total\n\nWith a body.', 'Add a total\n\nWith a body.'],
    ['loses its fence', '```\nAdd a total\n\n- one\n```\n', 'Add a total\n\n- one'],
    ['loses a fence that is not closed yet', '```text\nAdd a to', 'Add a to'],
    ['loses what introduces it', '**Commit message:**\nAdd a total', 'Add a total'],
    ['loses its quotes', '"Add a total"', 'Add a total'],
    ['keeps quotes within', 'Rename "a" to "b"', 'Rename "a" to "b"'],
    ['loses white space at the end of lines', 'Add a total  \r\n\r\nBody \n', 'Add a total\n\nBody'],
    ['keeps code in its body', 'Add x\n\nUse `x`:\n\n    x()', 'Add x\n\nUse `x`:\n\n    x()'],
  ];
  for (const [name, answer, message] of table) {
    it(name, () => assert.equal(cleanMessage(answer), message));
  }
});
