import * as vscode from 'vscode';
import { commandId, commandNames, type CommandName } from '../manifest';
import type { Logger } from '../util/log';
import { reportFailure } from './report';

/** What each command runs. Arguments come from keybindings, menus and other extensions. */
export type CommandTable = { readonly [name in CommandName]: (...given: never[]) => unknown };

/** Registers every command of the manifest. A command that fails tells the person, with a button that mends it. */
export function registerCommands(table: CommandTable, log: Logger): vscode.Disposable {
  return vscode.Disposable.from(
    ...commandNames.map((name) =>
      vscode.commands.registerCommand(commandId(name), async (...given: never[]) => {
        try {
          await table[name](...given);
        } catch (error) {
          await reportFailure(error, log);
        }
      }),
    ),
  );
}
