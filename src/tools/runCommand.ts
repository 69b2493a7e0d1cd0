import path from 'node:path';
import * as z from 'zod';
import { isToolError, ToolError } from '../util/toolError';
import { commandConcerns, controlCharacter, possiblePaths, type CommandPlace } from './commandConcerns';
import { commandReport } from './commandReport';
import type { CallGuard, Place } from './guard';
import { isWithin } from './paths';
import { defineTool } from './tool';

/** Seconds. */
const usualTimeLimit = 120;
const longestTimeLimit = 1800;
/** As many words of a line are looked at as paths. */
const mostPaths = 200;

/** Runs a command line where the person sees it. */
export const runCommand = defineTool({
  name: 'run_command',
  description:
    'Run a command in a terminal that the person sees, and wait for its end. It gets no input from you. A single program with plain arguments needs the fewest questions to the person.',
  effect: 'execute',
  timeLimitMs: 0,
  input: z.strictObject({
    command: z.string().min(1).max(8000).describe('The command line, for the shell of the person.'),
    folder: z
      .string()
      .optional()
      .describe('Folder to run it in, relative to the workspace folder. The workspace folder if left out.'),
    timeLimit: z
      .int()
      .min(1)
      .max(longestTimeLimit)
      .optional()
      .describe(`Seconds after which it is stopped; ${usualTimeLimit} if left out.`),
  }),
  title: ({ command }) => `Run ${oneLine(command)}`,
  async plan({ command, folder, timeLimit = usualTimeLimit }, { guard, terminals, context, folders }) {
    if (command.trim() === '') throw new ToolError('The command is empty.');
    const control = controlCharacter(command);
    if (control !== undefined)
      throw new ToolError(
        `The command has the control character ${control}, which a terminal would take for a key. Write it without: spaces instead of tabs, plain line breaks.`,
      );
    const [first = '.'] = folders;
    const place = await guard.pass(folder ?? (folders.length > 1 ? first : '.'), 'read');
    const commandPlace: CommandPlace = {
      shell: terminals.shell(),
      folder: place.absolute,
      root: place.root.path,
      style: place.root.path.startsWith('/') ? 'posix' : 'win32',
    };
    const shownFolder = [place.root.name, place.relative].filter((part) => part !== '').join('/');
    const timeLimitMs = timeLimit * 1000;
    return {
      facts: [{ kind: 'command', command, folder: shownFolder }],
      concerns: [
        ...commandConcerns(command, commandPlace),
        ...(await closedPaths(command, commandPlace, place, guard)),
      ],
      permission: {
        key: JSON.stringify(['run_command', command, place.real]),
        words: `${oneLine(command)} in ${shownFolder}`,
      },
      run: async ({ print, moved, signal }) =>
        commandReport(
          await terminals.run(
            { command, shell: commandPlace.shell, folder: place, timeLimitMs, chatId: context.chatId },
            print,
            moved,
            signal,
          ),
          timeLimitMs,
        ),
    };
  },
});

/** The paths of a line that no function may read: a command must not be the way around that unseen. */
async function closedPaths(
  command: string,
  { shell, folder, root, style }: CommandPlace,
  place: Place,
  guard: CallGuard,
): Promise<readonly string[]> {
  const flavor = style === 'win32' ? path.win32 : path.posix;
  const words = possiblePaths(command, shell).filter(
    (word) =>
      // What stands around a colon is among the words too, and no name is that long.
      !(style === 'win32' && word.includes(':')) && word.split(/[\\/]/).every((part) => part.length < 256),
  );
  const closed: string[] = [];
  for (const word of words.slice(0, mostPaths)) {
    const absolute = flavor.resolve(folder, word);
    if (absolute === place.absolute || !isWithin(absolute, root, style)) continue;
    try {
      await guard.pass(absolute, 'read');
    } catch (error) {
      closed.push(
        isToolError(error)
          ? `It names ${word}, which functions may not read.`
          : `It names ${word}, which could not be looked at.`,
      );
    }
  }
  return words.length > mostPaths ? [...closed, 'It has more words than could be looked at.'] : closed;
}

function oneLine(command: string): string {
  const [first = '', ...rest] = command.trim().split('\n');
  return first.length > 100 || rest.length > 0 ? `${first.slice(0, 99)}…` : first;
}
