import * as vscode from 'vscode';
import type { Content } from '../review/changeSet';
import type { ReviewTarget } from './review/reviews';

/** The accepted parts of an edit, each made by itself, to be undone together. */
export interface EditSteps {
  /** The given target, with each step remembered that it makes. */
  readonly target: ReviewTarget;
  /**
   * Makes one step of undo of the last ones, as far as nobody has changed the document between them. Only when the
   * active editor shows the document: the editor undoes where the cursor is.
   */
  join(): Promise<void>;
}

interface Step {
  readonly before: string;
  readonly after: string;
}

/** Begins to remember them. */
export function createEditSteps(document: vscode.TextDocument, target: ReviewTarget): EditSteps {
  const steps: Step[] = [];
  const { path } = document.uri;

  return {
    target: {
      ...target,
      async make(from, to) {
        const before = document.getText();
        await target.make(from, to);
        steps.push({ before, after: document.getText() });
      },
    },
    async join() {
      const editor = vscode.window.activeTextEditor;
      const goal = document.getText();
      const run = lastRun(steps, goal);
      const [first] = run;
      if (first === undefined || run.length < 2 || editor?.document !== document) return;
      const { selections } = editor;
      const wasSaved = !document.isDirty && !document.isUntitled;
      let undone = 0;
      try {
        // Formatting at a save is a step of its own.
        for (; document.getText() !== first.before && undone < 2 * run.length; undone += 1)
          await vscode.commands.executeCommand('undo');
        if (document.getText() !== first.before) throw new Error('Something else was undone.');
        await target.make({ path, content: text(first.before) }, { path, content: text(goal) });
      } catch {
        for (; undone > 0; undone -= 1) await vscode.commands.executeCommand('redo');
      }
      if (wasSaved && document.isDirty) await document.save();
      editor.selections = selections;
    },
  };
}

/** The last steps that follow one another, up to the text that is there now. */
function lastRun(steps: readonly Step[], now: string): readonly Step[] {
  let text = now;
  const run: Step[] = [];
  for (const step of steps.toReversed()) {
    if (step.after !== text) break;
    run.unshift(step);
    text = step.before;
  }
  return run;
}

function text(value: string): Content {
  return { kind: 'text', text: value };
}
