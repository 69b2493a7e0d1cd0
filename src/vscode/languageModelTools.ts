import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Content, JsonObject } from '../api/types';
import { contributedTools, ownToolPrefix } from '../manifest';
import type { CheckedCall } from '../tools/toolbox';
import { signalOf } from './cancellation';
import type { WorkspaceLoader } from './workspaceLoader';

/**
 * Offers our functions that only read to VS Code's own chat and to other extensions. They pass the same gate; what that
 * would ask for is asked for in a dialog, because nobody sees our chat there.
 */
export function registerLanguageModelTools(workspace: WorkspaceLoader): vscode.Disposable {
  return vscode.Disposable.from(
    ...contributedTools.map((name) =>
      vscode.lm.registerTool<JsonObject>(`${ownToolPrefix}${name}`, {
        async invoke({ input }, token) {
          const signal = signalOf(token);
          const checked = await check(name, input, workspace, signal);
          if (typeof checked === 'string') return resultOf([{ type: 'text', text: checked }]);
          if (checked.verdict === 'refused') return resultOf(checked.reply.content);
          if (checked.verdict === 'ask' && !(await isAllowed(checked)))
            return resultOf([{ type: 'text', text: 'The person did not allow this call.' }]);
          const { content } = await checked.run({
            signal,
            moved: new AbortController().signal,
            print: () => {},
            ask: () => Promise.reject(new Error('There is nobody to ask here.')),
          });
          return resultOf(content);
        },
        async prepareInvocation({ input }, token) {
          const checked = await check(name, input, workspace, signalOf(token));
          return typeof checked === 'string' ? {} : { invocationMessage: checked.title };
        },
      }),
    ),
  );
}

async function check(
  name: string,
  input: JsonObject,
  workspace: WorkspaceLoader,
  signal: AbortSignal,
): Promise<CheckedCall | string> {
  const toolbox = await workspace.toolbox();
  if (toolbox === undefined)
    return 'Functions of the workspace are switched off, or the workspace is not trusted.';
  const context = { chatId: 'vscode', callKey: randomUUID(), permissions: [] };
  return toolbox.check({ name, arguments: input }, context, signal);
}

async function isAllowed({
  preview,
}: Extract<CheckedCall, { verdict: 'ask' | 'allowed' }>): Promise<boolean> {
  const allow = 'Allow';
  const detail = [
    ...preview.facts.map((fact) =>
      Object.entries(fact)
        .filter(([key]) => key !== 'kind')
        .map(([, value]) => String(value))
        .join(': '),
    ),
    ...preview.concerns,
  ].join('\n');
  return (await vscode.window.showWarningMessage(preview.title, { modal: true, detail }, allow)) === allow;
}

function resultOf(content: readonly Content[]): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult(
    content.map((block) =>
      block.type === 'text'
        ? new vscode.LanguageModelTextPart(block.text)
        : new vscode.LanguageModelTextPart(`(${block.type}, which cannot be handed on here)`),
    ),
  );
}
