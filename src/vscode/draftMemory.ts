import type * as vscode from 'vscode';
import type { Logger } from '../util/log';

const draftsKey = 'drafts';

/** What stands in the composers, by conversation. */
export interface DraftMemory {
  load(id: string): string;
  keep(id: string, text: string): void;
}

/** Keeps drafts in the state of the workspace; an empty one is forgotten. */
export function createDraftMemory(state: vscode.Memento, log: Logger): DraftMemory {
  return {
    load: (id) => state.get<Readonly<Record<string, string>>>(draftsKey, {})[id] ?? '',
    keep(id, text) {
      const { [id]: _previous, ...others } = state.get<Readonly<Record<string, string>>>(draftsKey, {});
      const drafts = text === '' ? others : { ...others, [id]: text };
      state
        .update(draftsKey, drafts)
        .then(undefined, (error: unknown) => log.warn('A draft was not kept.', error));
    },
  };
}
