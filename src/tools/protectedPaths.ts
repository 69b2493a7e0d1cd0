/**
 * Files that change how the editor, a tool or a shell behaves: whoever writes them can run programs later. They are
 * asked for in every mode.
 */
const protectedPatterns: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/(?:^|\/)\.git(?:\/|$)/, 'belongs to Git itself'],
  [/(?:^|\/)\.(?:gitmodules|gitattributes|gitconfig)$/, 'configures Git'],
  [/(?:^|\/)\.(?:vscode|idea|vs|fleet|zed)(?:\/|$)/, 'configures the editor'],
  [/\.code-workspace$/, 'configures the editor'],
  [/(?:^|\/)\.devcontainer(?:\/|$)|(?:^|\/)\.devcontainer\.json$/, 'configures the development container'],
  [/(?:^|\/)\.github\/(?:workflows|actions)(?:\/|$)/, 'runs on the build server'],
  [/(?:^|\/)\.(?:gitlab-ci\.yml|circleci(?:\/|$))/, 'runs on the build server'],
  [
    /(?:^|\/)(?:\.husky|\.githooks|\.hooks|lefthook\.ya?ml|\.pre-commit-config\.yaml)(?:\/|$)/,
    'runs as a Git hook',
  ],
  [/(?:^|\/)(?:agents|gemini|claude)\.md$/, 'holds instructions for the model'],
  [
    /(?:^|\/)\.(?:agents|gemini|claude|cursor|clinerules|roo|windsurf)(?:\/|$)/,
    'holds instructions for a model',
  ],
  [
    /(?:^|\/)\.github\/(?:copilot-instructions\.md|prompts(?:\/|$)|instructions(?:\/|$))/,
    'holds instructions for a model',
  ],
  [/(?:^|\/)\.?mcp\.json$/, 'starts tool servers'],
  [/(?:^|\/)\.(?:geminiignore|aiexclude)$/, 'says what the model may not read'],
  [
    /(?:^|\/)(?:\.npmrc|\.yarnrc|\.yarnrc\.yml|\.pnpmfile\.c?js|bunfig\.toml|pip\.conf|\.pypirc|\.condarc|\.gemrc|\.bazelrc|nuget\.config)$/,
    'configures a package manager',
  ],
  [/(?:^|\/)\.(?:cargo|yarn|m2|bundle)(?:\/|$)/, 'configures a package manager'],
  [
    /(?:^|\/)\.(?:bashrc|bash_profile|bash_login|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|cshrc|tcshrc|kshrc|envrc|tool-versions)$/,
    'runs when a shell starts',
  ],
  [/(?:^|\/)\.config\/fish(?:\/|$)/, 'runs when a shell starts'],
];

/**
 * Why writing a file needs a click of its own; `undefined` when it does not. Upper and lower case are the same on every
 * system.
 * @param relative the path in its workspace folder, with slashes
 */
export function whyProtected(relative: string): string | undefined {
  // Windows drops dots and spaces at the end of a name.
  const folded = relative
    .normalize('NFKC')
    .toLowerCase()
    .split('/')
    .map((segment) => segment.replace(/[. ]+$/, '') || segment)
    .join('/');
  return protectedPatterns.find(([pattern]) => pattern.test(folded))?.[1];
}
