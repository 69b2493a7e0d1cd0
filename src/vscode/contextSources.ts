import * as vscode from 'vscode';
import type { FoundContext } from './findContext';
import { changesBlock, hasChanges } from './gitChanges';
import { problemCount, problemsBlock } from './problems';
import { lastCommand, terminalSelection } from './terminalText';

/** What can be attached and is no file. Each is offered only when there may be something of it. */
export async function contextSources(): Promise<readonly FoundContext[]> {
  const items: FoundContext[] = [];
  const problems = problemCount();
  if (problems > 0)
    items.push({
      id: 'problems',
      kind: 'problems',
      label: 'problems',
      detail: `${problems} reported by the editor`,
      attach: async ({ draft }) => draft.add(problemsBlock()),
    });
  if (await hasChanges())
    items.push({
      id: 'changes',
      kind: 'changes',
      label: 'changes',
      detail: 'what Git has not committed',
      attach: async ({ draft }) => draft.add(await changesBlock()),
    });
  const terminal = vscode.window.activeTerminal;
  if (terminal !== undefined)
    items.push({
      id: 'terminal selection',
      kind: 'terminal',
      label: 'terminal selection',
      detail: `what is selected in ${terminal.name}`,
      attach: async ({ draft }) => draft.add(await terminalSelection()),
    });
  if (terminal?.shellIntegration !== undefined)
    items.push({
      id: 'last command',
      kind: 'terminal',
      label: 'terminal: last command',
      detail: `and its output, in ${terminal.name}`,
      attach: async ({ draft }) => draft.add(await lastCommand()),
    });
  return items;
}
