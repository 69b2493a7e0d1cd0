import type { AttachedCode, Question } from './question';

interface Named {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly line: number;
}

const shownLines = 12;
const definition =
  /\b(?:function\*?|def|fn|func|class|interface|struct|type)\s+([A-Za-z_$][\w$]*)\s*(?:<[^>]*>)?\s*(?:\(([^)]*)\))?|\b(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*(?:async\s*)?\(([^)]*)\)[^=]*=>/g;

/** An answer about attached code: it quotes a part of it, and does what the words ask for. */
export function answerAboutCode({ text, code, earlier }: Question): string {
  const wants = (words: RegExp): boolean => words.test(text);
  const parts = code.map((attached) => {
    const quote = `## \`${attached.path || 'The attached code'}\`, ${linesOf(attached)}\n\n${quotation(attached)}`;
    if (wants(/\b(fix|repair|mend|bug|wrong)/i)) return `${quote}\n\n${fixed(attached)}`;
    if (wants(/\btests?\b/i)) return `${quote}\n\n${tested(attached)}`;
    if (wants(/\b(document|docstring|doc comment|jsdoc)/i)) return `${quote}\n\n${documented(attached)}`;
    return `${quote}\n\n${explained(attached)}`;
  });
  const before = earlier.at(-1);
  const memory =
    before === undefined ? '' : `\n\nBefore this you asked: “${before.slice(0, 120).replaceAll('\n', ' ')}”`;
  return parts.join('\n\n') + memory;
}

function linesOf({ firstLine, text }: AttachedCode): string {
  const count = text.split('\n').length;
  return count === 1 ? `line ${firstLine}` : `lines ${firstLine}–${firstLine + count - 1}`;
}

function quotation({ language, text }: AttachedCode): string {
  const lines = text.split('\n');
  const shown = lines.slice(0, shownLines).join('\n');
  const rest = lines.length > shownLines ? `\n\n*… and ${lines.length - shownLines} lines more.*` : '';
  return `${block(language, shown)}${rest}`;
}

function block(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function definitions({ text, firstLine }: AttachedCode): readonly Named[] {
  return [...text.matchAll(definition)].map((found) => ({
    name: found[1] ?? found[3] ?? '',
    parameters: (found[2] ?? found[4] ?? '')
      .split(',')
      .map((parameter) => /[A-Za-z_$][\w$]*/.exec(parameter)?.[0] ?? '')
      .filter(Boolean),
    line: firstLine + text.slice(0, found.index).split('\n').length - 1,
  }));
}

function explained(code: AttachedCode): string {
  const count = (words: RegExp): number => code.text.match(words)?.length ?? 0;
  const names = definitions(code).map(({ name, parameters, line }) => {
    const takes =
      parameters.length === 0 ? 'takes nothing' : `takes ${parameters.map((one) => `\`${one}\``).join(', ')}`;
    return `- \`${name}\`, defined in line ${line}, ${takes}.`;
  });
  return `### What it does

${names.join('\n') || '- It defines nothing with a name of its own.'}

| What | How many |
| --- | ---: |
| lines | ${code.text.split('\n').length} |
| branches | ${count(/\b(if|case|switch|elif|match)\b|\?[^.:?]/g)} |
| loops | ${count(/\b(for|while|loop)\b/g)} |
| returns | ${count(/\breturn\b/g)} |

Read it from the top: each line does one thing, and the last one decides what comes out.`;
}

function fixed(code: AttachedCode): string {
  const better = code.text
    .replace(/([^=!])==([^=])/g, '$1===$2')
    .replace(/!=([^=])/g, '!==$1')
    .replace(/\bvar\b/g, 'const')
    .replace(/[ \t]+$/gm, '');
  const [text, said] =
    better === code.text
      ? [
          `${comment(code.language, 'Looked at by the emulator: nothing that its script knows is wrong.')}\n${code.text}`,
          'I found nothing to mend, so I only left a note.',
        ]
      : [better, 'I made comparisons strict and bindings constant.'];
  return `### The fix\n\n${said}\n\n${block(code.language, text)}`;
}

function tested(code: AttachedCode): string {
  const target = definitions(code)[0] ?? { name: 'subject', parameters: [] };
  const module = code.path.replace(/^.*\//, '').replace(/\.\w+$/, '') || 'subject';
  const given = target.parameters.map((_, index) => index + 1).join(', ');
  if (/^(py|python)$/.test(code.language)) {
    return `### A test\n\n${block('python', `from ${module} import ${target.name}\n\n\ndef test_${target.name}():\n    assert ${target.name}(${given}) is not None`)}`;
  }
  return `### A test\n\n${block(
    code.language || 'ts',
    `import assert from 'node:assert/strict';\nimport { test } from 'node:test';\nimport { ${target.name} } from './${module}';\n\ntest('${target.name} gives a result', () => {\n  assert.notEqual(${target.name}(${given}), undefined);\n});`,
  )}`;
}

function documented(code: AttachedCode): string {
  const target = definitions(code)[0];
  const subject = target
    ? `${target.name}${target.parameters.length > 0 ? ` of ${target.parameters.join(' and ')}` : ''}`
    : 'What follows';
  const words = `${subject}: documented by the emulator.`;
  const text = /^(py|python|ruby|rb|sh|shellscript|bash|yaml)$/.test(code.language)
    ? `# ${words}\n${code.text}`
    : `/** ${words} */\n${code.text}`;
  return `### With its documentation\n\n${block(code.language, text)}`;
}

const comment = (language: string, words: string): string =>
  /^(py|python|ruby|rb|sh|shellscript|bash|yaml)$/.test(language) ? `# ${words}` : `// ${words}`;
