import hljs from 'highlight.js/lib/core';
import type { Emitter } from 'highlight.js';
import bash from 'highlight.js/lib/languages/bash';
import cpp from 'highlight.js/lib/languages/cpp';
import csharp from 'highlight.js/lib/languages/csharp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import ini from 'highlight.js/lib/languages/ini';
import java from 'highlight.js/lib/languages/java';
import json from 'highlight.js/lib/languages/json';
import kotlin from 'highlight.js/lib/languages/kotlin';
import markdown from 'highlight.js/lib/languages/markdown';
import python from 'highlight.js/lib/languages/python';
import ruby from 'highlight.js/lib/languages/ruby';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

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
    const scope =
      (this.#scopes.findLast((name) => !name.startsWith('language:')) ?? '').split('.', 1)[0] ?? '';
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

const languages = {
  bash,
  cpp,
  csharp,
  css,
  diff,
  go,
  ini,
  java,
  json,
  kotlin,
  markdown,
  python,
  ruby,
  rust,
  sql,
  typescript,
  xml,
  yaml,
};
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language);
hljs.registerAliases(['javascript', 'js', 'jsx', 'mjs', 'cjs', 'typescriptreact', 'javascriptreact'], {
  languageName: 'typescript',
});
hljs.registerAliases(['c', 'h', 'objective-c'], { languageName: 'cpp' });
hljs.registerAliases(['scss', 'less'], { languageName: 'css' });
hljs.registerAliases(['shell', 'shellscript', 'console', 'zsh', 'sh'], { languageName: 'bash' });
hljs.registerAliases(['jsonc', 'json5'], { languageName: 'json' });
hljs.registerAliases(['vue', 'svelte', 'html', 'svg'], { languageName: 'xml' });
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
