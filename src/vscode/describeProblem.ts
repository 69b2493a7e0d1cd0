import * as vscode from 'vscode';

/** A problem that the editor reports, with its line, where it comes from and what it refers to. */
export function describeProblem(problem: vscode.Diagnostic): string {
  const code = typeof problem.code === 'object' ? problem.code.value : problem.code;
  const source = [problem.source, code].filter((part) => part !== undefined && part !== '').join(' ');
  const related = (problem.relatedInformation ?? []).map(
    ({ location, message }) =>
      `\n  see ${vscode.workspace.asRelativePath(location.uri)}:${location.range.start.line + 1}: ${message}`,
  );
  return `Line ${problem.range.start.line + 1}: ${problem.message}${source === '' ? '' : ` (${source})`}${related.join('')}`;
}
