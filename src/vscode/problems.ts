import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { madeBlock } from '../session/input';
import { InputError, pathOf } from './readInput';

const severities = ['error', 'warning', 'information', 'hint'] as const;
/** As many as a person can mean at once; more would fill the message. */
const most = 200;

/** How many problems the editor reports now. */
export function problemCount(): number {
  return vscode.languages.getDiagnostics().reduce((sum, [, problems]) => sum + problems.length, 0);
}

/**
 * Every problem that the editor reports, the gravest first, one a line, with its place.
 * @throws InputError when there is none.
 */
export function problemsBlock(): InputBlock {
  const all = vscode.languages
    .getDiagnostics()
    .flatMap(([uri, problems]) => problems.map((problem) => ({ uri, problem })))
    .sort((a, b) => a.problem.severity - b.problem.severity);
  if (all.length === 0) throw new InputError('The editor reports no problem.');
  const lines = all.slice(0, most).map(({ uri, problem: { range, severity, message, source } }) => {
    const from = source === undefined ? '' : ` (${source})`;
    return `${pathOf(uri)}:${range.start.line + 1}: ${severities[severity]}: ${message}${from}`;
  });
  const rest = all.length > most ? `\n${all.length - most} more are left out.` : '';
  return madeBlock({
    kind: 'problems',
    name: 'problems',
    heading: 'Problems that the editor reports',
    languageId: '',
    text: lines.join('\n') + rest,
  });
}
