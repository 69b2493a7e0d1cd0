import type { JsonObject } from '../../src/api/types';
import { createToolbox } from '../../src/tools/createToolbox';
import { workspaceTools } from '../../src/tools/index';
import type { FileChange, ToolHost } from '../../src/tools/ports';
import type { CommandRequest, WorkspaceTask } from '../../src/tools/runPorts';
import type { CheckedCall, Toolbox } from '../../src/tools/toolbox';
import { silentLogger } from '../../src/util/log';
import { fakeMachine, type FakeMachine, type System } from './fakeMachine';

const never = new AbortController().signal;

/** A workspace on a machine, with all of our functions on and everything allowed that can be allowed. */
export interface AllowedWorkspace {
  readonly machine: FakeMachine;
  readonly toolbox: Toolbox;
  readonly check: (name: string, given: JsonObject) => Promise<CheckedCall>;
  /** What has been done so far. */
  readonly done: { readonly changes: FileChange[]; readonly commands: CommandRequest[] };
  readonly tasks: WorkspaceTask[];
}

/** Opens it: with links that lead out and around the rules, and with secrets. */
export function allowedWorkspace(
  system: System,
  options: { readonly trusted?: boolean; readonly allowed?: boolean } = {},
): AllowedWorkspace {
  const { trusted = true, allowed = true } = options;
  const machine = fakeMachine(
    system,
    [
      'src/a.ts',
      '.env',
      '.vscode/settings.json',
      '.git/config',
      'private/plan.md',
      'package.json',
      'notes/read.md',
    ],
    ['.ssh/id_rsa', 'shop-of-others/b.ts', '.bashrc'],
    { '.geminiignore': 'private/\n' },
  );
  machine.link('link', machine.outside('.ssh'));
  machine.link('innocent.json', `${machine.root.path}/.vscode/settings.json`.replaceAll('/', slash(system)));
  machine.link('harmless.txt', `${machine.root.path}/.env`.replaceAll('/', slash(system)));
  machine.link('plan.txt', `${machine.root.path}/private/plan.md`.replaceAll('/', slash(system)));
  const done: { changes: FileChange[]; commands: CommandRequest[] } = { changes: [], commands: [] };
  const tasks: WorkspaceTask[] = [
    { name: 'build', detail: '', commandLine: 'make', before: [], definition: 'make' },
  ];
  const host: Partial<ToolHost> = {
    folders: [machine.root.name],
    files: {
      stat: async (place) =>
        (await machine.guard.realPath(place.absolute)) === undefined
          ? undefined
          : { kind: /\.[a-z]+$/.test(place.real) ? 'file' : 'folder', size: 1, changedAt: 1 },
      content: async () => ({ kind: 'text', text: 'old\n', isUnsaved: false }),
      text: async () => 'old\n',
      list: async () => [],
      notebook: async () => undefined,
    },
    changes: {
      async apply(change) {
        done.changes.push(change);
        return { told: 'Done.', summary: 'done', rejected: false };
      },
    },
    terminals: {
      shell: () => (system === 'Windows' ? 'powershell' : system === 'macOS' ? 'zsh' : 'sh'),
      async run(request) {
        done.commands.push(request);
        return { exitCode: 0, output: '', ended: 'exited' };
      },
      output: () => undefined,
    },
    tasks: {
      list: async () => tasks,
      run: async () => ({ exitCode: 0, output: '', ended: 'exited' }),
    },
  };
  const toolbox = createToolbox({
    tools: () => workspaceTools,
    trusted: () => trusted,
    isOn: () => true,
    rule: () => (allowed ? 'allow' : undefined),
    guard: machine.guard,
    host: (guard, context) => ({ ...host, guard, context }) as ToolHost,
    log: silentLogger,
  });
  const context = {
    chatId: 'c',
    callKey: 'k',
    permissions: allowed
      ? workspaceTools.map(({ name }) => ({ key: name, words: `every use of ${name}` }))
      : [],
  };
  const setting: AllowedWorkspace = {
    machine,
    toolbox,
    check: (name, given) => toolbox.check({ name, arguments: given }, context, never),
    done,
    tasks,
  };
  return setting;
}

function slash(system: System): string {
  return system === 'Windows' ? '\\' : '/';
}
