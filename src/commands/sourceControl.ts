import type { SourceControl } from '../vscode/sourceControl';

/** The commands about changes that are not committed yet. The menus of the Source Control view pass which repository. */
export function sourceControlCommands(sourceControl: SourceControl) {
  return {
    generateCommitMessage: (given?: unknown) => sourceControl.writeCommitMessage(given),
    stopCommitMessage: () => sourceControl.stopCommitMessage(),
    reviewWorkingTree: (given?: unknown) => sourceControl.review(given),
    resolveFinding: (thread?: unknown) => sourceControl.resolveFinding(thread),
    deleteFinding: (thread?: unknown) => sourceControl.deleteFinding(thread),
    fixFinding: (thread?: unknown) => sourceControl.fixFinding(thread),
    dismissFindings: () => sourceControl.dismissFindings(),
  };
}
