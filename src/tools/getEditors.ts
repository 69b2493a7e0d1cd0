import * as z from 'zod';
import { count } from './listing';
import type { EditorSelection, OpenEditor } from './codePorts';
import { defineTool } from './tool';

const mostEditors = 100;
/** As many characters of a selection are shown. */
const longestSelection = 20_000;

/**
 * Tells what the person has before them. Off unless switched on: what is meant is attached, and what else a person looks
 * at is nobody's business.
 */
export const getEditors = defineTool({
  name: 'get_editors',
  description:
    'What the person has open in the editor, what of it is unsaved, and the text that is selected.',
  effect: 'read',
  onByDefault: false,
  input: z.strictObject({}),
  title: () => 'Look at the open editors',
  async plan(_input, { editors }) {
    return {
      async run() {
        const { editors: open, hidden } = await editors.open();
        const selections = await editors.selections();
        const more = open.length - mostEditors;
        return {
          output: [
            open.length === 0 ? 'No file of the workspace is open.' : 'Open:',
            ...open.slice(0, mostEditors).map(editorLine),
            ...(more > 0 ? [`… ${more} more`] : []),
            ...(hidden > 0 ? [`${count(hidden, 'more editor')} with what may not be shown.`] : []),
            ...selections.map(selectionText),
          ].join('\n'),
          summary: count(open.length, 'editor'),
        };
      },
    };
  },
});

function editorLine({ file, isActive, isVisible, isUnsaved }: OpenEditor): string {
  const states = [
    ...(isActive ? ['active'] : isVisible ? ['visible'] : []),
    ...(isUnsaved ? ['unsaved'] : []),
  ];
  return states.length === 0 ? file : `${file} (${states.join(', ')})`;
}

function selectionText({ file, firstLine, lastLine, text }: EditorSelection): string {
  if (text === '') return `The cursor is in ${file}, line ${firstLine}. Nothing is selected.`;
  const lines = firstLine === lastLine ? `line ${firstLine}` : `lines ${firstLine}-${lastLine}`;
  const more = text.length - longestSelection;
  const cut = more > 0 ? `\n… cut: ${more} more characters. Read the file for the rest.` : '';
  return `Selected in ${file}, ${lines}:\n${text.slice(0, longestSelection)}${cut}`;
}
