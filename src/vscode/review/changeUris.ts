import * as vscode from 'vscode';
import { changeScheme } from '../../manifest';

/** What a document of a change stands for: a file as it is proposed, as it is now, or one that is not there. */
export interface ShownFile {
  readonly review: string;
  readonly path: string;
  readonly side: 'proposed' | 'now' | 'missing';
}

/** The address of a document; its path is that of the file, so that the editor knows the language. */
export function changeUri(file: vscode.Uri, shown: ShownFile): vscode.Uri {
  return vscode.Uri.from({ scheme: changeScheme, path: file.path, query: JSON.stringify(shown) });
}

/** The file of which a document shows the proposed text; `undefined` when it shows anything else. */
export function shownFile(uri: vscode.Uri | undefined): ShownFile | undefined {
  const shown = documentOf(uri);
  return shown?.side === 'proposed' ? shown : undefined;
}

/** What a document stands for; `undefined` when it is none of a change. */
export function documentOf(uri: vscode.Uri | undefined): ShownFile | undefined {
  if (uri?.scheme !== changeScheme) return undefined;
  try {
    const { review, path, side } = JSON.parse(uri.query) as Partial<ShownFile>;
    return typeof review === 'string' && typeof path === 'string' && side !== undefined
      ? { review, path, side }
      : undefined;
  } catch {
    return undefined;
  }
}
