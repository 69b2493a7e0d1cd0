import { load } from 'js-yaml';
import { parse } from 'smol-toml';

/** A prompt that somebody wrote down for the workspace. */
export interface PromptFile {
  /** What is typed for it, without the slash. */
  readonly name: string;
  readonly description: string;
  readonly prompt: string;
  /** The only functions that may be called with it, by our names; absent when all may. */
  readonly tools?: readonly string[];
}

/** What the variables of a prompt stand for. */
export interface PromptVariables {
  /** The path of the active file; empty when there is none. */
  readonly file: string;
  /** The text that is selected in it. */
  readonly selection: string;
}

/**
 * Reads a prompt file: `<name>.prompt.md`, with or without front matter, or a command of Gemini CLI, `<name>.toml`.
 * A front matter that cannot be read is taken for text.
 * @param path with slashes; its last part names the prompt
 * @returns `undefined` when it holds no prompt
 *
 * Source: https://code.visualstudio.com/docs/copilot/customization/prompt-files
 */
export function parsePromptFile(path: string, text: string): PromptFile | undefined {
  const name = (path.split('/').at(-1) ?? path).replace(/(?:\.prompt)?\.(?:md|toml)$/, '');
  const found = path.endsWith('.toml') ? ofToml(text) : ofMarkdown(text);
  const prompt = found?.prompt.trim() ?? '';
  if (prompt === '') return undefined;
  const { description, tools } = found?.head ?? {};
  const names = Array.isArray(tools)
    ? tools.filter((each): each is string => typeof each === 'string')
    : undefined;
  return {
    name: name.replace(/\s+/g, '-'),
    description: typeof description === 'string' ? description : '',
    prompt,
    ...(names === undefined ? {} : { tools: names.map((each) => each.replace(/^gemini_/, '')) }),
  };
}

interface Parsed {
  readonly head: Readonly<Record<string, unknown>>;
  readonly prompt: string;
}

function ofMarkdown(text: string): Parsed {
  const [, front, prompt] = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(text) ?? [];
  if (front === undefined) return { head: {}, prompt: text.replace(/^\uFEFF/, '') };
  try {
    const head: unknown = load(front);
    return { head: isRecord(head) ? head : {}, prompt: prompt ?? '' };
  } catch {
    return { head: {}, prompt: text };
  }
}

function ofToml(text: string): Parsed | undefined {
  try {
    const { prompt, ...head } = parse(text);
    return typeof prompt === 'string' ? { head, prompt } : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The prompt as it is sent. What the person writes beside it stands in their message; commands and files that a prompt
 * would have run or read in (`!{…}`, `@{…}`) stay as they are written.
 */
export function fillPrompt(prompt: string, { file, selection }: PromptVariables): string {
  return prompt
    .replace(/\$\{(?:selection|selectedText)\}/g, () => selection)
    .replace(/\$\{(?:file|relativeFile)\}/g, () => file)
    .replace(/\$\{fileBasename\}/g, () => file.split('/').at(-1) ?? '')
    .replace(/\$\{input:([\w-]+)(?::[^}]*)?\}/g, (_all, name: string) => `(${name}: see my message)`)
    .replace(/\{\{args\}\}|\$ARGUMENTS/g, '(see my message)');
}
