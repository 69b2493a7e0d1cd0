import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { changeScheme, commandId, contextKeys } from '../manifest';
import { editInstruction, editPrompt, refinePrompt } from '../session/inlineEdit';
import { createEditConversation, type EditConversation } from '../session/editConversation';
import { whyProtected } from '../tools/protectedPaths';
import { askInstruction } from './askInstruction';
import { mayBeSent } from './attachByHand';
import { problemsAt } from './codeContext';
import { editPlace, placeName, type EditPlace } from './editPlace';
import type { EditArguments, InlineEditPorts, InlineEdits } from './inlineEdits';
import { createProposedEdit, type ProposedEdit } from './proposedEdit';
import { InputError, pathOf } from './readInput';
import { shownFile } from './review/changeUris';
import type { Reviews } from './review/reviews';
import { readSettings } from './settings';

const longestTitle = 60;
const mostInstructions = 16_000;

interface Edit {
  readonly place: EditPlace;
  readonly proposed: ProposedEdit;
  readonly conversation: EditConversation;
  controller?: AbortController | undefined;
}

/** Asks for edits, shows them as they come, and lets them be refined until all is decided. */
export function createInlineEditsWork(ports: InlineEditPorts): InlineEdits {
  const { ignoreRules, memory, log } = ports;
  const edits = new Set<Edit>();
  const changed = new vscode.EventEmitter<void>();
  const lenses = vscode.languages.registerCodeLensProvider(
    { scheme: changeScheme },
    { onDidChangeCodeLenses: changed.event, provideCodeLenses },
  );
  const active = vscode.window.onDidChangeActiveTextEditor(() => setEditing());
  const setEditing = (): void => {
    const isEditing = editsOf(vscode.window.activeTextEditor?.document.uri).some(isRunning);
    void vscode.commands.executeCommand('setContext', contextKeys.editing, isEditing);
    changed.fire();
  };

  /** The edits that an editor shows: what one would become, or its document. */
  function editsOf(uri: vscode.Uri | undefined): readonly Edit[] {
    if (uri === undefined) return [];
    const review = shownFile(uri)?.review;
    return [...edits].filter(({ place, proposed }) =>
      review === undefined ? place.document.uri.toString() === uri.toString() : proposed.reviewId === review,
    );
  }

  /** The edit that the active editor shows at the cursor. */
  function editAtCursor(): Edit | undefined {
    const { activeTextEditor } = vscode.window;
    if (activeTextEditor === undefined) return undefined;
    const { document, selection } = activeTextEditor;
    const shown = editsOf(document.uri);
    if (shownFile(document.uri) !== undefined) return shown[0];
    return shown.find(({ place: { pieces }, proposed }) => {
      // What was accepted may have made the document longer.
      const more = document.lineCount - proposed.lines.length;
      const [{ start } = { start: 0 }] = pieces;
      return selection.start.line >= start && selection.end.line <= (pieces.at(-1)?.end ?? 0) + more;
    });
  }

  function provideCodeLenses({ uri, lineCount }: vscode.TextDocument): vscode.CodeLens[] {
    const [edit] = shownFile(uri) === undefined ? [] : editsOf(uri);
    if (edit === undefined) return [];
    const line = Math.min(edit.place.pieces[0]?.start ?? 0, lineCount - 1);
    const [title, command] =
      edit.controller === undefined
        ? (['$(edit) Refine', 'editSelection'] as const)
        : (['$(loading~spin) Stop (Escape)', 'stopEdit'] as const);
    return [new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command: commandId(command) })];
  }

  async function begin(given: EditArguments | undefined, reviews: Reviews): Promise<void> {
    let place = await editPlace(given);
    const { document } = place;
    const { version } = document;
    if (!(await mayBeSent(document.uri, ignoreRules))) throw new vscode.CancellationError();
    const name = placeName(place);
    const instruction =
      given?.prompt ??
      (await askInstruction(
        place.indent === undefined ? `Edit ${name}` : `Generate at ${name}`,
        place.indent === undefined ? 'What shall change' : 'What shall come here',
        memory,
      ));
    const told = await ports.workspace.instructions();
    // What is to be edited may have moved meanwhile.
    if (document.version !== version) place = await editPlace(given);
    const { pieces } = place;
    const id = randomUUID();
    const path = pathOf(document.uri);
    const protectedBy = whyProtected(vscode.workspace.asRelativePath(document.uri, false));
    const proposed = createProposedEdit(reviews, place, {
      origin: { kind: 'inlineEdit', id },
      group: id,
      title: `Edit: ${instruction.length > longestTitle ? `${instruction.slice(0, longestTitle)}…` : instruction}`,
      concerns: protectedBy === undefined ? [] : [`${path} ${protectedBy}.`],
    });
    const conversation = createEditConversation(
      ports.client,
      readSettings,
      [editInstruction, told.text.slice(0, mostInstructions)].filter((part) => part !== '').join('\n\n'),
    );
    const edit: Edit = { place, proposed, conversation };
    edits.add(edit);
    void end(edit);
    const prompt = editPrompt({
      path,
      languageId: document.languageId,
      lines: proposed.lines,
      pieces,
      instruction,
      problems: pieces.flatMap(({ start, end }) =>
        end > start
          ? problemsAt(document.uri, new vscode.Range(start, 0, end - 1, Number.MAX_SAFE_INTEGER)).words
          : [],
      ),
    });
    await run(edit, prompt);
  }

  async function run(edit: Edit, prompt: string): Promise<void> {
    const { place, proposed } = edit;
    const controller = new AbortController();
    edit.controller = controller;
    proposed.begin();
    setEditing();
    try {
      const answer = await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: `Gemini edits ${placeName(place)}`,
          cancellable: true,
        },
        async (_progress, token) => {
          token.onCancellationRequested(() => controller.abort(new vscode.CancellationError()));
          return edit.conversation.ask(prompt, (text) => proposed.grow(text), controller.signal);
        },
      );
      edit.controller = undefined;
      if (!(await proposed.finish(answer)))
        throw new InputError(
          `Gemini left ${placeName(place)} as it is. Say it in other words, or select more.`,
        );
    } catch (error) {
      proposed.takeBack();
      throw error;
    } finally {
      edit.controller = undefined;
      setEditing();
    }
  }

  async function refine(edit: Edit, given: EditArguments | undefined): Promise<void> {
    if (edit.controller !== undefined)
      throw new InputError('This edit is still being written. Press Escape to stop it.');
    const instruction =
      given?.prompt ??
      (await askInstruction(
        `Refine the edit of ${placeName(edit.place)}`,
        'What shall be different',
        memory,
      ));
    if (!edits.has(edit)) throw new InputError('That edit is decided on already. Select the lines again.');
    await run(edit, refinePrompt(instruction, edit.place.pieces.length));
  }

  /** When all is decided. */
  async function end(edit: Edit): Promise<void> {
    await edit.proposed.over;
    edits.delete(edit);
    edit.controller?.abort(new vscode.CancellationError());
    setEditing();
    try {
      await edit.proposed.leave();
    } catch (error) {
      log.warn('The document of an edit could not be shown.', error);
    }
    await forget(edit.conversation.ids);
  }

  /** What was said about an edit that is over is not kept at the service either. */
  async function forget(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    try {
      const client = await ports.client();
      for (const id of ids) await client.delete(id, AbortSignal.timeout(10_000));
    } catch (error) {
      log.warn('What was said about an edit could not be deleted at the service.', error);
    }
  }

  return {
    async edit(given) {
      const current = given?.uri === undefined ? editAtCursor() : undefined;
      if (current === undefined) await begin(given, await ports.reviews());
      else await refine(current, given);
    },
    stop() {
      const shown = editsOf(vscode.window.activeTextEditor?.document.uri).filter(isRunning);
      for (const { controller } of shown.length > 0 ? shown : edits)
        controller?.abort(new vscode.CancellationError());
    },
    dispose() {
      for (const { controller } of edits) controller?.abort(new vscode.CancellationError());
      active.dispose();
      lenses.dispose();
      changed.dispose();
    },
  };
}

function isRunning({ controller }: Edit): boolean {
  return controller !== undefined;
}
