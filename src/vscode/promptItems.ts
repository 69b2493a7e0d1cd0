import type { InputBlock } from '../conversation/state';
import { fuzzyScore } from '../util/fuzzyScore';
import { builtInPrompts } from './builtInPrompts';
import type { FoundContext } from './findContext';
import type { WorkspaceLoader } from './workspaceLoader';

interface Prompt {
  readonly name: string;
  readonly detail: string;
  readonly text: () => string;
  readonly tools?: readonly string[] | undefined;
  readonly uri?: string;
  readonly path?: string;
}

/** Finds prompts by what was typed behind a slash: those of the workspace first, then those that come with us. */
export async function findPromptItems(
  typed: string,
  workspace: Pick<WorkspaceLoader, 'prompts'>,
): Promise<readonly FoundContext[]> {
  const own = (await workspace.prompts()).map(({ name, description, path, uri, filled, tools }): Prompt => ({
    name,
    detail: description === '' ? path : description,
    text: filled,
    tools,
    uri: uri.toString(),
    path,
  }));
  const names = new Set(own.map(({ name }) => name));
  const builtIn = Object.values(builtInPrompts)
    .filter(({ name }) => !names.has(name))
    .map((each): Prompt => ({
      name: each.name,
      detail: each.description,
      text: () => each.prompt,
      ...('tools' in each ? { tools: each.tools } : {}),
    }));
  return [...own, ...builtIn]
    .flatMap((prompt) => {
      const score = fuzzyScore(prompt.name, typed);
      return score === undefined ? [] : [{ prompt, score }];
    })
    .sort((a, b) => (typed === '' ? 0 : b.score - a.score))
    .map(({ prompt }) => itemOf(prompt));
}

function itemOf(prompt: Prompt): FoundContext {
  return {
    id: prompt.uri ?? `/${prompt.name}`,
    kind: 'prompt',
    label: `/${prompt.name}`,
    detail: prompt.detail,
    attach: async ({ draft }) => draft.add(blockOf(prompt)),
  };
}

function blockOf({ name, text, tools, uri, path }: Prompt): InputBlock {
  const prompt = text();
  return {
    content: { type: 'text', text: prompt },
    origin: {
      kind: 'prompt',
      name: `/${name}`,
      bytes: Buffer.byteLength(prompt),
      ...(tools === undefined ? {} : { tools }),
      ...(uri === undefined ? {} : { uri }),
      ...(path === undefined ? {} : { path }),
    },
  };
}
