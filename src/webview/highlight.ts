import core from 'highlight.js/lib/core';
import type { Emitter } from 'highlight.js';
import bash from 'highlight.js/lib/languages/bash';
import diff from 'highlight.js/lib/languages/diff';
import ini from 'highlight.js/lib/languages/ini';
import json from 'highlight.js/lib/languages/json';
import markdown from 'highlight.js/lib/languages/markdown';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { cpp, csharp, css, dart, go, java, kotlin, php, ruby, rust, sql, swift } from './grammars';

/** A run of code in one colour; `scope` is empty for plain text. */
export interface Run {
  readonly scope: string;
  readonly text: string;
}

/** Collects runs, where highlight.js would write HTML. */
class RunEmitter implements Emitter {
  readonly runs: { scope: string; text: string }[] = [];
  readonly #scopes: string[] = [];

  startScope(name: string): void {
    this.#scopes.push(name);
  }
  endScope(): void {
    this.#scopes.pop();
  }
  openNode(name: string): void {
    this.startScope(name);
  }
  closeNode(): void {
    this.endScope();
  }
  addText(text: string): void {
    const name = this.#scopes.findLast((scope) => !scope.startsWith('language:')) ?? '';
    const scope = name.startsWith('title.class') ? 'type' : (name.split('.', 1)[0] ?? '');
    const last = this.runs.at(-1);
    if (last?.scope === scope) last.text += text;
    else if (text !== '') this.runs.push({ scope, text });
  }
  __addSublanguage(emitter: Emitter): void {
    if (emitter instanceof RunEmitter) for (const { text } of emitter.runs) this.addText(text);
  }
  finalize(): void {}
  toHTML(): string {
    return '';
  }
}

const hljs = core.newInstance();
const languages = {
  bash,
  cpp,
  csharp,
  css,
  dart,
  diff,
  go,
  ini,
  java,
  json,
  kotlin,
  markdown,
  php,
  python,
  ruby,
  rust,
  sql,
  swift,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);
const aliases: Readonly<Record<keyof typeof languages, string>> = {
  bash: 'sh zsh shell shellscript console dockerfile makefile',
  cpp: 'c h hpp cc c++ objective-c',
  csharp: 'cs c#',
  css: 'scss less',
  dart: '',
  diff: 'patch',
  go: 'golang',
  ini: 'toml properties',
  java: 'groovy scala',
  json: 'jsonc json5',
  kotlin: 'kt kts',
  markdown: 'md',
  php: '',
  python: 'py',
  ruby: 'rb',
  rust: 'rs',
  sql: 'postgresql mysql sqlite',
  swift: '',
  typescript: 'ts tsx javascript js jsx mjs cjs mts cts typescriptreact javascriptreact',
  xml: 'html svg vue svelte',
  yaml: 'yml',
};
for (const [name, words] of Object.entries(aliases)) {
  if (words !== '') hljs.registerAliases(words.split(' '), { languageName: name });
}
hljs.configure({ __emitter: RunEmitter });

/** Whether code of that language can be coloured. */
export function canHighlight(language: string): boolean {
  return hljs.getLanguage(language) !== undefined;
}

/** The code cut into coloured runs, which join to the code exactly; one plain run when the language is not known. */
export function highlight(code: string, language: string): readonly Run[] {
  const plain = [{ scope: '', text: code }];
  if (!canHighlight(language)) return plain;
  const { _emitter: emitter } = hljs.highlight(code, { language, ignoreIllegals: true });
  return emitter instanceof RunEmitter && emitter.runs.map(({ text }) => text).join('') === code
    ? emitter.runs
    : plain;
}
