import type { EditArguments, InlineEdits } from '../vscode/inlineEdits';

/** The commands about edits at the cursor. */
export function editCommands(edits: InlineEdits) {
  return {
    editSelection: (given?: EditArguments) => edits.edit(given),
    stopEdit: () => edits.stop(),
  };
}
