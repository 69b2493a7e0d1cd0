import * as vscode from 'vscode';
import { commandId } from '../manifest';

/** Offers "Ask Gemini" on a selection and "Fix with Gemini" on a problem. */
export function registerCodeActions(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    [
      { scheme: 'file' },
      { scheme: 'untitled' },
      { scheme: 'vscode-notebook-cell' },
      { scheme: 'vscode-vfs' },
    ],
    { provideCodeActions },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite] },
  );
}

function provideCodeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  context: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const actions: vscode.CodeAction[] = [];
  const wants = (kind: vscode.CodeActionKind): boolean =>
    context.only === undefined || context.only.contains(kind);
  if (context.diagnostics.length > 0 && wants(vscode.CodeActionKind.QuickFix)) {
    const problems = context.diagnostics;
    const place = problems.reduce((all, problem) => all.union(problem.range), problems[0]?.range ?? range);
    const lines = new vscode.Range(
      document.lineAt(Math.max(0, place.start.line - 5)).range.start,
      document.lineAt(Math.min(document.lineCount - 1, place.end.line + 5)).range.end,
    );
    const fix = new vscode.CodeAction('Fix with Gemini', vscode.CodeActionKind.QuickFix);
    fix.diagnostics = [...problems];
    fix.command = {
      title: fix.title,
      command: commandId('fixSelection'),
      arguments: [
        {
          uri: document.uri,
          range: range.isEmpty ? lines : lines.union(range),
          problems: problems.map(describe),
        },
      ],
    };
    actions.push(fix);
  }
  if (!range.isEmpty && wants(vscode.CodeActionKind.RefactorRewrite)) {
    const ask = new vscode.CodeAction('Ask Gemini', vscode.CodeActionKind.RefactorRewrite);
    ask.command = {
      title: ask.title,
      command: commandId('askAboutSelection'),
      arguments: [{ uri: document.uri, range }],
    };
    actions.push(ask);
  }
  return actions;
}

function describe(problem: vscode.Diagnostic): string {
  const code = typeof problem.code === 'object' ? problem.code.value : problem.code;
  const source = [problem.source, code].filter((part) => part !== undefined && part !== '').join(' ');
  return `Line ${problem.range.start.line + 1}: ${problem.message}${source === '' ? '' : ` (${source})`}`;
}
