import * as vscode from 'vscode';

const instructionsKey = 'editInstructions';
const mostKept = 20;

interface InstructionItem extends vscode.QuickPickItem {
  readonly instruction: string;
}

/**
 * Asks for an instruction, with the latest ones to choose from.
 * @throws CancellationError when the person gives none
 */
export async function askInstruction(
  title: string,
  placeholder: string,
  memory: vscode.Memento,
): Promise<string> {
  const latest = memory.get<readonly string[]>(instructionsKey, []);
  const picker = vscode.window.createQuickPick<InstructionItem>();
  const show = (): void => {
    const typed = picker.value.trim();
    const known: readonly InstructionItem[] = latest.map((instruction) => ({
      label: instruction,
      iconPath: new vscode.ThemeIcon('history'),
      instruction,
    }));
    picker.items =
      typed === ''
        ? known
        : [
            { label: typed, iconPath: new vscode.ThemeIcon('sparkle'), alwaysShow: true, instruction: typed },
            ...known.filter(({ instruction }) => instruction !== typed),
          ];
  };
  picker.title = title;
  picker.placeholder = placeholder;
  show();
  const chosen = await new Promise<string | undefined>((resolve) => {
    picker.onDidChangeValue(show);
    picker.onDidAccept(() => {
      const instruction = picker.activeItems[0]?.instruction ?? picker.value.trim();
      if (instruction !== '') resolve(instruction);
    });
    picker.onDidHide(() => resolve(undefined));
    picker.show();
  });
  picker.dispose();
  if (chosen === undefined) throw new vscode.CancellationError();
  await memory.update(
    instructionsKey,
    [chosen, ...latest.filter((each) => each !== chosen)].slice(0, mostKept),
  );
  return chosen;
}
