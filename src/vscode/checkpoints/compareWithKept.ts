import * as vscode from 'vscode';
import { checkpointScheme } from '../../manifest';
import type { RestoreStep } from '../../review/planRestore';
import type { RestorePorts } from './restoreFiles';

/** The texts that are compared, by the address of their document. */
const texts = new Map<string, string>();
let provider: vscode.Disposable | undefined;

/** Shows what is in a file beside what it would go back to. */
export async function compareWithKept(
  { path, hash }: RestoreStep,
  { checkpoints }: Pick<RestorePorts, 'checkpoints'>,
): Promise<void> {
  provider ??= vscode.workspace.registerTextDocumentContentProvider(checkpointScheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
  });
  const uri = vscode.Uri.parse(path);
  const kept = uri.with({ scheme: checkpointScheme, authority: '', query: hash ?? 'nothing' });
  const bytes = hash === undefined ? undefined : await checkpoints.images.get(hash);
  texts.set(kept.toString(), bytes === undefined ? '' : await textOf(bytes, uri));
  const now = (await exists(uri)) ? uri : kept.with({ query: 'nothing' });
  const name = vscode.workspace.asRelativePath(uri);
  await vscode.commands.executeCommand('vscode.diff', now, kept, `${name} (now and before)`, {
    preview: true,
    preserveFocus: true,
  });
}

async function textOf(bytes: Uint8Array, uri: vscode.Uri): Promise<string> {
  try {
    return await vscode.workspace.decode(bytes, { uri });
  } catch {
    return `This is no text. It has ${bytes.length} bytes.`;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
