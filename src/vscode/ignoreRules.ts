import type * as vscode from 'vscode';
import type { Verdict } from '../util/ignoreRules';

/** What the ignore files of the workspace, and the names of files, say of files. */
export interface IgnoreRules {
  /** What may be done with a file; outside of the workspace only its name decides. */
  verdict(uri: vscode.Uri, kind?: 'file' | 'folder'): Promise<Verdict>;
  /** The files of a listing that may be shown. Ignore files are looked for among them. */
  shown(files: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]>;
  /** Why a file may hold secrets, by its name alone; `undefined` when nothing says so. */
  whySecret(name: string): Promise<string | undefined>;
  dispose(): void;
}

/** Creates them. What reads the rules is loaded when it is first asked. */
export function createIgnoreRules(): IgnoreRules {
  let loaded: Promise<IgnoreRules> | undefined;
  const load = (): Promise<IgnoreRules> => {
    loaded ??= import('./readIgnoreRules').then(({ readIgnoreRules }) => readIgnoreRules());
    return loaded;
  };
  return {
    verdict: async (uri, kind) => (await load()).verdict(uri, kind),
    shown: async (files) => (await load()).shown(files),
    whySecret: async (name) => (await load()).whySecret(name),
    dispose() {
      void loaded?.then((rules) => rules.dispose());
    },
  };
}
