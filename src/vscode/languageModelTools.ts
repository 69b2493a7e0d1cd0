import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { JsonObject } from '../api/types';
import { contributedTools, ownToolPrefix } from '../manifest';
import type { CheckedCall, ToolReply } from '../tools/toolbox';
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
          if (checked.verdict === 'refused') return resultOf(checked.reply);
          if (checked.verdict === 'ask' && !(await isAllowed(checked)))
            throw new Error('The person did not allow this call.');
          return resultOf(
            await checked.run({
              signal,
              moved: new AbortController().signal,
              print: () => {},
              ask: () => Promise.reject(new Error('There is nobody to ask here.')),
            }),
          );
        },
        async prepareInvocation({ input }, token) {
          return { invocationMessage: (await check(name, input, workspace, signalOf(token))).title };
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
): Promise<CheckedCall> {
  const toolbox = await workspace.contributed();
  if (toolbox === undefined)
    throw new Error(
      'Functions of the workspace are switched off, no folder is open, or the workspace is not trusted.',
    );
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

/** @throws Error with what the model is told, when the call was refused or has failed: so VS Code wants it. */
function resultOf({ outcome, content }: ToolReply): vscode.LanguageModelToolResult {
  const texts = content.map((block) =>
    block.type === 'text' ? block.text : `(${block.type}, which cannot be handed on here)`,
  );
  if (outcome !== 'done') throw new Error(texts.join('\n'));
  return new vscode.LanguageModelToolResult(texts.map((text) => new vscode.LanguageModelTextPart(text)));
}
