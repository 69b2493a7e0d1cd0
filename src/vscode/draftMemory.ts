import type * as vscode from 'vscode';
import type { KeptAttachment } from '../session/keptAttachment';
import type { Logger } from '../util/log';

const draftsKey = 'drafts';
const attachmentsKey = 'draftAttachments';

/** What stands in the composers and is attached there, by conversation. */
export interface DraftMemory {
  load(id: string): string;
  keep(id: string, text: string): void;
  loadAttachments(id: string): readonly KeptAttachment[];
  keepAttachments(id: string, attachments: readonly KeptAttachment[]): void;
}

/** Keeps drafts in the state of the workspace; empty ones are forgotten. */
export function createDraftMemory(state: vscode.Memento, log: Logger): DraftMemory {
  const read = <T>(key: string): Readonly<Record<string, T>> => state.get(key, {});
  const write = (key: string, id: string, value: unknown): void => {
    const { [id]: previous, ...others } = read<unknown>(key);
    if (value === undefined && previous === undefined) return;
    state
      .update(key, value === undefined ? others : { ...others, [id]: value })
      .then(undefined, (error: unknown) => log.warn('A draft was not kept.', error));
  };
  return {
    load: (id) => read<string>(draftsKey)[id] ?? '',
    keep: (id, text) => write(draftsKey, id, text === '' ? undefined : text),
    loadAttachments: (id) => read<readonly KeptAttachment[]>(attachmentsKey)[id] ?? [],
    keepAttachments: (id, attachments) =>
      write(attachmentsKey, id, attachments.length === 0 ? undefined : attachments),
  };
}
