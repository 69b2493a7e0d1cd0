import * as vscode from 'vscode';
import { commandId, type CommandName } from '../manifest';
import { describeProblem } from './describeProblem';

/** Offers "Fix with Gemini" on a problem, and on a selection to ask about it, edit, simplify, document or test it. */
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

const onSelection: readonly (readonly [title: string, command: CommandName])[] = [
  ['Ask Gemini', 'askAboutSelection'],
  ['Edit with Gemini', 'editSelection'],
  ['Simplify with Gemini', 'simplifySelection'],
  ['Document with Gemini', 'documentSelection'],
  ['Write Tests with Gemini', 'generateTests'],
];

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
          problems: problems.map(describeProblem),
          related: problems.flatMap(({ relatedInformation = [] }) =>
            relatedInformation.map(({ location }) => location),
          ),
        },
      ],
    };
    actions.push(fix);
  }
  if (!range.isEmpty && wants(vscode.CodeActionKind.RefactorRewrite)) {
    for (const [title, command] of onSelection) {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorRewrite);
      action.command = { title, command: commandId(command), arguments: [{ uri: document.uri, range }] };
      actions.push(action);
    }
  }
  return actions;
}
