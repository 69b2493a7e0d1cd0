import * as vscode from 'vscode';
import type { ApprovalRule } from '../manifest';
import type { Chat, Chats } from '../session/chats';
import type { Toolbox, ToolChoice } from '../tools/toolbox';
import { visibleText } from '../util/visibleText';
import { InputError } from '../vscode/readInput';
import { readSettings, writeUserSetting } from '../vscode/settings';

interface ToolItem extends vscode.QuickPickItem {
  readonly tool: ToolChoice;
}
interface PermissionItem extends vscode.QuickPickItem {
  /** Set for a rule of the user's settings. */
  readonly rule?: string;
  /** Set for what a chat has allowed. */
  readonly allowed?: { readonly chat: Chat; readonly key: string };
}

/** The commands about what the model may call, and what it may do without asking. */
export function toolCommands(chats: Chats, toolbox: () => Promise<Toolbox | undefined>) {
  return {
    async selectTools(): Promise<void> {
      const tools = (await toolbox())?.list();
      if (tools === undefined)
        throw new InputError(
          'Gemini can call functions in a trusted workspace with a folder, and with the setting geminiInteractions.tools.workspace on.',
        );
      const items = tools.map(toolItem);
      const chosen = await vscode.window.showQuickPick(items, {
        title: 'Functions that Gemini may call',
        placeHolder: 'The fewer are declared, the fewer tokens each request takes',
        canPickMany: true,
        matchOnDescription: true,
        matchOnDetail: true,
      });
      if (chosen === undefined) return;
      const on = new Set(chosen.map(({ tool }) => tool.name));
      await writeUserSetting('tools.enabled', enabled(readSettings()['tools.enabled'], tools, on));
    },
    async managePermissions(): Promise<void> {
      const items = [...ruleItems(readSettings().approvals), ...chats.all.flatMap(chatItems)];
      if (items.length === 0) {
        void vscode.window.showInformationMessage(
          'Nothing is remembered: what changes or runs something is asked for each time.',
        );
        return;
      }
      const chosen = await vscode.window.showQuickPick(items, {
        title: 'Remembered permissions',
        placeHolder: 'Choose what is to be forgotten',
        canPickMany: true,
        matchOnDescription: true,
      });
      if (chosen === undefined) return;
      for (const { allowed } of chosen) allowed?.chat.session.revoke(allowed.key);
      const forgotten = new Set(chosen.map(({ rule }) => rule));
      const { approvals } = readSettings();
      const rest = Object.entries(approvals).filter(([name]) => !forgotten.has(name));
      if (rest.length < Object.keys(approvals).length)
        await writeUserSetting('approvals', Object.fromEntries(rest));
    },
  };
}

const ruleWords: Readonly<Record<ApprovalRule, string>> = {
  allow: 'runs without asking',
  ask: 'asks first',
  deny: 'is refused',
};

function toolItem(tool: ToolChoice): ToolItem {
  return {
    tool,
    label: tool.name,
    description: `${ruleWords[tool.rule]} · ≈ ${tool.tokens} tokens`,
    detail: tool.description,
    picked: tool.isOn,
  };
}

/** The switches of the settings with what was chosen; what is as it comes needs none. */
function enabled(
  before: Readonly<Record<string, boolean>>,
  tools: readonly ToolChoice[],
  on: ReadonlySet<string>,
): Readonly<Record<string, boolean>> {
  const others = Object.entries(before).filter(([name]) => !tools.some((tool) => tool.name === name));
  const changed = tools
    .filter(({ name, onByDefault }) => on.has(name) !== onByDefault)
    .map(({ name }) => [name, on.has(name)] as const);
  return Object.fromEntries([...others, ...changed]);
}

function ruleItems(approvals: Readonly<Record<string, ApprovalRule>>): readonly PermissionItem[] {
  const rules = Object.entries(approvals);
  if (rules.length === 0) return [];
  return [
    separator('Your settings'),
    ...rules.map(([name, rule]) => ({ label: name, description: ruleWords[rule], rule: name })),
  ];
}

function chatItems(chat: Chat): readonly PermissionItem[] {
  const { title, permissions = [] } = chat.session.conversation;
  if (permissions.length === 0) return [];
  return [
    separator(title === '' ? 'Chat' : title),
    ...permissions.map(({ key, words }) => ({
      label: visibleText(words),
      description: 'allowed for this chat',
      allowed: { chat, key },
    })),
  ];
}

function separator(label: string): PermissionItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
