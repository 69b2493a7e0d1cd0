import * as z from 'zod';
import { applyEdits } from '../review/applyEdits';
import type { EditOutcome } from '../review/edit';
import { hunksOf, lineCounts } from '../review/hunks';
import { ToolError } from '../util/toolError';
import { editedText } from './notebookSource';
import { reviewableChange } from './reviewableChange';
import { defineTool } from './tool';
import { diffFact } from './unifiedDiff';

/** Changes a file at several places. */
export const editFile = defineTool({
  name: 'edit_file',
  description:
    'Change a text file by replacing pieces of it. Each oldText must stand exactly once in the file: give enough lines around the change, with their white space. All edits are found in the file as it is now. In a notebook, a line such as `--- cell (python)` begins a new cell. The person reviews the change before it is made.',
  effect: 'edit',
  input: z.strictObject({
    path: z.string(),
    edits: z
      .array(
        z.strictObject({
          oldText: z
            .string()
            .describe('The lines to replace, as they stand in the file, without line numbers.'),
          newText: z.string().describe('What shall stand there.'),
          replaceAll: z.boolean().optional().describe('Replace every place instead of the only one.'),
        }),
      )
      .min(1),
  }),
  title: ({ path }) => `Edit ${path}`,
  async plan({ path, edits }, host, checkSignal) {
    const { guard, files, changes } = host;
    const place = await guard.pass(path, 'write');
    const facts = await files.stat(place);
    if (facts === undefined)
      throw new ToolError(
        `${place.name} does not exist. Make it with create_file, or find it with find_files.`,
      );
    if (facts.kind !== 'file') throw new ToolError(`${place.name} is a folder.`);
    const before = await editedText(place, files);
    const outcome = applyEdits(
      before,
      edits.map(({ replaceAll, ...edit }) => (replaceAll === true ? { ...edit, replaceAll } : edit)),
    );
    const refused = refusals(outcome);
    const applied = edits.length - refused.length;
    if (applied === 0 || outcome.text === before)
      throw new ToolError(`Nothing was changed in ${place.name}.\n${refused.join('\n')}`);
    const { added, removed } = lineCounts(hunksOf(before, outcome.text));
    return {
      facts: [diffFact(place.name, before, outcome.text)],
      review: {
        places: [place],
        open: async () =>
          reviewableChange(
            {
              place,
              before: { kind: 'text', text: before },
              after: { kind: 'text', text: outcome.text },
              // A notebook is edited by the text of its cells.
              read: async () =>
                (await files.stat(place)) === undefined
                  ? undefined
                  : { kind: 'text', text: await editedText(place, files) },
              notes:
                refused.length === 0
                  ? []
                  : [`${refused.length} of ${edits.length} edits could not be proposed:`, ...refused],
            },
            host,
            checkSignal,
          ),
      },
      async run({ signal }) {
        const made = await changes.apply({ kind: 'edit', place, before, after: outcome.text }, signal);
        return {
          output: [
            refused.length === 0
              ? `${made.told} All ${edits.length} edits were applied.`
              : `${made.told} ${applied} of ${edits.length} edits were applied. Not applied:`,
            ...refused,
          ].join('\n'),
          summary: `+${added} −${removed}${refused.length === 0 ? '' : `, ${refused.length} of ${edits.length} edits not found`}`,
          failed: made.rejected,
        };
      },
    };
  },
});

function refusals({ results }: EditOutcome): readonly string[] {
  return results.flatMap((result, at) => (result.applied ? [] : [`Edit ${at + 1}: ${result.reason}`]));
}
