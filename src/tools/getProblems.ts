import * as z from 'zod';
import { besides, count, perFile } from './listing';
import type { CodeProblem } from './codePorts';
import { defineTool } from './tool';

/** As many problems are listed. */
const mostProblems = 100;
const longestMessage = 500;
const order = ['error', 'warning', 'information', 'hint'] as const;

/** Lists what compilers and linters report, as the editor knows it. */
export const getProblems = defineTool({
  name: 'get_problems',
  description:
    'Errors and warnings that the editor reports (compilers, linters) of a file, a folder or the whole workspace. Give the path of a file to have it checked now, for example after a change.',
  effect: 'read',
  timeLimitMs: 30_000,
  input: z.strictObject({
    path: z.string().optional().describe('File or folder. The whole workspace if left out.'),
  }),
  title: ({ path }) => (path === undefined ? 'Get problems' : `Get problems of ${path}`),
  async plan({ path }, { guard, languages }) {
    const place = path === undefined ? undefined : await guard.pass(path, 'read');
    return {
      facts: place === undefined ? [] : [{ kind: 'path', label: 'Problems of', path: place.name }],
      async run({ signal }) {
        const found = await languages.problems(place, signal);
        const problems = found.items.toSorted(
          (a, b) =>
            order.indexOf(a.severity) - order.indexOf(b.severity) ||
            (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line),
        );
        const rest = problems.slice(mostProblems);
        return {
          output: [
            ...(problems.length === 0 ? ['No problem is reported.'] : []),
            ...problems.slice(0, mostProblems).map(line),
            ...(rest.length > 0
              ? [`… ${rest.length} more, in ${perFile(rest)}. Ask for one file or folder.`]
              : []),
            ...besides(found),
          ].join('\n'),
          summary: summaryOf(problems),
        };
      },
    };
  },
});

function line({ file, line: at, severity, message, source }: CodeProblem): string {
  const text = message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message;
  return `${file}:${at}: ${severity}: ${text}${source === '' ? '' : ` (${source})`}`;
}

function summaryOf(problems: readonly CodeProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const others = problems.length - errors;
  if (problems.length === 0) return 'no problems';
  return [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(others > 0 ? [count(others, errors > 0 ? 'other problem' : 'problem')] : []),
  ].join(', ');
}
