import * as vscode from 'vscode';

/** What is used of the API of VS Code's Git extension, version 1 (`extensions/git/src/api/git.d.ts` of VS Code). */
export interface GitChangeEntry {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly renameUri: vscode.Uri | undefined;
  /** A number of its enumeration `Status`. */
  readonly status: number;
}
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  /** The field for the message of the next commit, in the Source Control view. */
  readonly inputBox: { value: string };
  readonly state: {
    readonly HEAD:
      | {
          readonly name?: string;
          readonly commit?: string;
          readonly upstream?: { readonly remote: string; readonly name: string };
          readonly ahead?: number;
          readonly behind?: number;
        }
      | undefined;
    readonly mergeChanges: readonly GitChangeEntry[];
    readonly indexChanges: readonly GitChangeEntry[];
    readonly workingTreeChanges: readonly GitChangeEntry[];
    readonly untrackedChanges?: readonly GitChangeEntry[];
  };
  /** Reads the state anew. */
  status(): Promise<void>;
  getConfig(key: string): Promise<string>;
  getCommit(ref: string): Promise<{ readonly hash: string }>;
  diff(cached?: boolean): Promise<string>;
  /** Of one path: the working tree against the index, whatever its name says. */
  diffWithHEAD(path: string): Promise<string>;
  diffIndexWithHEAD(path: string): Promise<string>;
  diffWith(ref: string): Promise<readonly GitChangeEntry[]>;
  diffWith(ref: string, path: string): Promise<string>;
  /** From where the two parted. */
  diffBetween(from: string, to: string): Promise<readonly GitChangeEntry[]>;
  diffBetween(from: string, to: string, path: string): Promise<string>;
  log(options: {
    readonly maxEntries: number;
    readonly skip?: number;
    readonly path?: string;
    readonly refNames?: readonly string[];
  }): Promise<
    readonly {
      readonly hash: string;
      readonly message: string;
      readonly authorName?: string;
      readonly authorEmail?: string;
      readonly authorDate?: Date;
    }[]
  >;
}
export interface GitApi {
  readonly state?: 'uninitialized' | 'initialized';
  readonly onDidChangeState?: vscode.Event<unknown>;
  readonly repositories: readonly GitRepository[];
  getRepository(uri: vscode.Uri): GitRepository | null | Promise<GitRepository | null>;
}
interface GitExtension {
  getAPI(version: 1): GitApi;
}

/** The API of VS Code's Git extension; `undefined` when it is switched off, or Git is not installed. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  try {
    const git = extension.isActive ? extension.exports : await extension.activate();
    return git.getAPI(1);
  } catch {
    return undefined;
  }
}
