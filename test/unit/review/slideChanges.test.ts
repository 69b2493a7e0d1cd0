import assert from 'node:assert/strict';
import { diffLines } from '../../../src/review/diffLines';

/** The lines that were added, or removed. */
function changed(oldText: string, newText: string): readonly string[] {
  const { oldLines, newLines, changes } = diffLines(oldText, newText);
  return changes.map(({ oldStart, oldEnd, newStart, newEnd }) =>
    (newEnd > newStart ? newLines.slice(newStart, newEnd) : oldLines.slice(oldStart, oldEnd)).join(''),
  );
}

describe('slideChanges', () => {
  const documented = (name: string): string => `  /**\n   * Makes ${name}.\n   */\n  ${name}() {\n  }\n`;

  it('shows a whole function with its comment', () => {
    const before = `class A {\n${documented('one')}\n${documented('three')}}\n`;
    const after = `class A {\n${documented('one')}\n${documented('two')}\n${documented('three')}}\n`;
    assert.deepEqual(changed(before, after), [`${documented('two')}\n`]);
    assert.deepEqual(changed(after, before), [`${documented('two')}\n`]);
  });

  it('shows the inner block that was added, not halves of two', () => {
    const before = 'for (;;) {\n  if (a) {\n    b();\n  }\n}\n';
    const after = 'for (;;) {\n  if (a) {\n    b();\n  }\n  if (c) {\n    b();\n  }\n}\n';
    assert.deepEqual(changed(before, after), ['  if (c) {\n    b();\n  }\n']);
  });

  it('leaves an unchanged line between two changes', () => {
    const { changes } = diffLines('a\nb\na\nc\n', 'a\na\nb\na\na\nd\n');
    changes.forEach(({ oldStart, newStart }, at) => {
      const before = changes[at - 1];
      if (before !== undefined) assert.ok(oldStart > before.oldEnd && newStart > before.newEnd);
    });
  });
});
