import * as vscode from 'vscode';
import type { CodeProblem } from '../../tools/codePorts';

const languages = new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact']);
/**
 * What VS Code's own TypeScript extension lets others ask. Of itself it checks only files that have a tab, and some time
 * after a change; this checks any open document as it is now.
 */
const command = 'typescript.tsserverRequest';
const requests = ['syntacticDiagnosticsSync', 'semanticDiagnosticsSync'] as const;

/** What is used of an answer of tsserver. */
interface Answer {
  readonly type?: unknown;
  readonly body?: unknown;
}

/** What TypeScript says of a document; `undefined` when it is not its, or TypeScript cannot be asked. */
export async function checkWithTypeScript(
  document: vscode.TextDocument,
  file: string,
  signal: AbortSignal,
): Promise<readonly CodeProblem[] | undefined> {
  const section = document.languageId.startsWith('typescript') ? 'typescript' : 'javascript';
  const isOn = vscode.workspace.getConfiguration(section, document.uri).get<boolean>('validate.enable', true);
  if (!languages.has(document.languageId) || !isOn) return undefined;
  const problems: CodeProblem[] = [];
  try {
    await vscode.extensions.getExtension('vscode.typescript-language-features')?.activate();
    for (const request of requests) {
      signal.throwIfAborted();
      const answer = await vscode.commands.executeCommand<Answer | undefined>(command, request, {
        file: document.uri,
      });
      if (!Array.isArray(answer?.body)) return undefined;
      problems.push(...answer.body.flatMap((each: unknown) => problemOf(each, file)));
    }
    return problems;
  } catch {
    signal.throwIfAborted();
    return undefined; // Another extension stands in for VS Code's own: what the editor shows has to do.
  }
}

function problemOf(given: unknown, file: string): readonly CodeProblem[] {
  if (typeof given !== 'object' || given === null || !('text' in given) || !('start' in given)) return [];
  const { text, start } = given;
  const line = typeof start === 'object' && start !== null && 'line' in start ? start.line : undefined;
  if (typeof text !== 'string' || typeof line !== 'number') return [];
  const code = 'code' in given && typeof given.code === 'number' ? ` ${given.code}` : '';
  const category = 'category' in given ? given.category : undefined;
  return [
    {
      file,
      line,
      severity: category === 'warning' ? 'warning' : category === 'suggestion' ? 'hint' : 'error',
      message: text,
      source: `ts${code}`,
    },
  ];
}
