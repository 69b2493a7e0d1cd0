import type { DraftMemory } from '../../src/vscode/draftMemory';

/** Remembers no drafts. */
export const noDrafts: DraftMemory = {
  load: () => '',
  keep: () => {},
  loadAttachments: () => [],
  keepAttachments: () => {},
};
