import * as vscode from 'vscode';
import { changeScheme, commandId } from '../../manifest';
import { type FileChange, kindOf, wholeFile } from '../../review/changeSet';
import { proposedPlaces } from '../../review/proposedPlaces';
import { shownFile } from './changeUris';
import { conflictWords } from './conflictWords';
import { pendingOf } from './createReviews';
import type { Review, Reviews } from './reviews';

/** Puts the answers over each proposed piece of a file. */
export function registerChangeLenses(reviews: Reviews): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    { dispose: reviews.onDidChange(() => changed.fire()) },
    vscode.languages.registerCodeLensProvider(
      { scheme: changeScheme },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses(document) {
          const shown = shownFile(document.uri);
          const review = shown === undefined ? undefined : reviews.get(shown.review);
          const file = review?.set.files.find(({ path }) => path === shown?.path);
          if (review === undefined || file === undefined) return [];
          if (review.target(file.path)?.isWriting?.() === true) return [];
          return lensesOf(review, file).map(
            ({ line, command }) =>
              new vscode.CodeLens(
                new vscode.Range(
                  document.lineAt(Math.min(line, document.lineCount - 1)).range.start,
                  document.lineAt(Math.min(line, document.lineCount - 1)).range.start,
                ),
                command,
              ),
          );
        },
      },
    ),
  );
}

interface Lens {
  readonly line: number;
  readonly command: vscode.Command;
}

function lensesOf(review: Review, file: FileChange): readonly Lens[] {
  const places = proposedPlaces(file);
  const isWhole = pendingOf(file).includes(wholeFile);
  return [
    ...(review.concerns ?? []).map((concern) => ({ line: 0, command: words(`$(warning) ${concern}`) })),
    ...(isWhole ? partLenses(review, file, wholeFile, 0) : []),
    ...places.flatMap(({ hunk, lines }) => partLenses(review, file, hunk.id, lines.first - 1)),
  ];
}

const wholeWords = { added: ' New File', changed: '', deleted: ' Deletion', renamed: ' Rename' } as const;

function partLenses(review: Review, file: FileChange, part: string, line: number): readonly Lens[] {
  const conflict = file.conflicts.find((each) => each.part === part);
  const what = part === wholeFile ? wholeWords[kindOf(file)] : '';
  const given = [{ review: review.id, path: file.path, part }];
  const lens = (title: string, command: string, tooltip: string): Lens => ({
    line,
    command: { title, command, tooltip, arguments: given },
  });
  return [
    ...(conflict === undefined
      ? []
      : [{ line, command: words(`$(warning) ${conflictWords[conflict.kind]}`) }]),
    lens(`$(check) Accept${what}`, commandId('acceptHunk'), 'Makes this change'),
    lens(`$(discard) Reject${what}`, commandId('rejectHunk'), 'Leaves the file as it is here'),
    lens('Next', commandId('nextChange'), 'Goes to the next proposed change, also of another file'),
  ];
}

function words(title: string): vscode.Command {
  return { title, command: '' };
}
