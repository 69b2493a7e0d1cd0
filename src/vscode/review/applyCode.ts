import * as vscode from 'vscode';
import type { LineRange } from '../../review/edit';
import { placeCode } from '../../review/placeCode';
import { createFileChange, type ProposedFile } from '../../review/proposeFile';
import { type Place, recheck } from '../../tools/guard';
import { ToolError } from '../../util/toolError';
import type { AnsweredCode } from '../answeredCode';
import { codeTarget } from '../codeTarget';
import type { TurnReference } from '../checkpoints/checkpointFiles';
import type { RecordChange } from '../checkpoints/checkpoints';
import type { IgnoreRules } from '../ignoreRules';
import { pathOf } from '../readInput';
import { createGuardPorts } from '../tools/guardPorts';
import { writableEditor } from '../writableEditor';
import { documentTarget } from './documentTarget';
import type { ProposedReview, Reviews, ReviewTarget } from './reviews';
import { showChange } from './showChange';

/** Proposes to put code of an answer into the file that it belongs to. Says to the person why that cannot be done. */
export type ApplyCode = (code: AnsweredCode) => Promise<string | undefined>;

/** Finds where code belongs, and puts the change under review, where the editor shows it. */
export function createApplyCode(reviews: Reviews, rules: IgnoreRules, record: RecordChange): ApplyCode {
  const guardPorts = createGuardPorts(rules);
  /** The last proposal of each block: asked for again, it takes the place of the one before. */
  const earlier = new Map<string, ProposedReview>();

  return async (code) => {
    const found = await codeTarget(code, guardPorts);
    if ('refused' in found) return found.refused;
    const { uri, exists, place } = found;
    const path = pathOf(uri);
    const proposed = exists
      ? await changed(uri, path, found.code, code)
      : ({ path, before: undefined, after: text(`${found.code.trimEnd()}\n`) } as const);
    if (typeof proposed === 'string') return proposed;
    if (exists && createFileChange(proposed).hunks.length === 0)
      return `${path} is not changed. The file has this code already.`;
    const { chatId, turnId, partKey, block } = code;
    const group = `code ${turnId} ${partKey} ${block}`;
    earlier.get(group)?.withdraw();
    const review = reviews.propose({
      origin: { kind: 'codeBlock', turnId, partKey, block },
      group,
      title: 'Code of an answer',
    });
    earlier.set(group, review);
    const turn = { chatId, turnId };
    const target = place === undefined ? documentTarget(uri) : kept(documentTarget(uri), place, path, turn);
    review.add(proposed, target);
    review.complete();
    void forget(group, review);
    await showChange(reviews, { review: review.id, path });
    return undefined;
  };

  async function forget(group: string, review: ProposedReview): Promise<void> {
    await review.settled;
    if (earlier.get(group) === review) earlier.delete(group);
  }

  /**
   * The same file, as long as it leads where it led when the guard let it pass. What was in it is kept, so that it can go
   * back to before the turn.
   */
  function kept(target: ReviewTarget, place: Place, path: string, turn: TurnReference): ReviewTarget {
    return {
      ...target,
      async make(from, to) {
        try {
          await recheck(place, guardPorts);
        } catch {
          throw new ToolError(`${path} leads to another place by now, so it was not changed.`);
        }
        const kind = from.content === undefined ? 'create' : 'edit';
        await record(turn, { kind, place }, () => target.make(from, to));
      },
    };
  }
}

async function changed(
  uri: vscode.Uri,
  path: string,
  block: string,
  { input }: AnsweredCode,
): Promise<ProposedFile | string> {
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch {
    return `${path} cannot be opened as text.`;
  }
  const before = document.getText();
  const placed = placeCode(before, block, { lines: meantLines(document, input) });
  return placed.placed
    ? { path, before: text(before), after: text(placed.text) }
    : `${path} is not changed. ${placed.reason}`;
}

/** The lines that the question was about, where they still are as they were sent; then what is selected. */
function meantLines(document: vscode.TextDocument, input: AnsweredCode['input']): readonly LineRange[] {
  const asked = input.flatMap(({ content, origin }): readonly LineRange[] => {
    const { firstLine, lastLine = firstLine, uri } = origin ?? {};
    if (uri !== document.uri.toString() || firstLine === undefined || lastLine === undefined) return [];
    if (lastLine > document.lineCount || content.type !== 'text') return [];
    const now = document.getText(new vscode.Range(firstLine - 1, 0, lastLine - 1, Number.MAX_SAFE_INTEGER));
    return content.text.includes(now) ? [{ first: firstLine, last: lastLine }] : [];
  });
  const editor = writableEditor();
  if (editor === undefined || editor.document !== document || editor.selection.isEmpty) return asked;
  const { start, end } = editor.selection;
  const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  return [...asked, { first: start.line + 1, last }];
}

function text(value: string) {
  return { kind: 'text', text: value } as const;
}
