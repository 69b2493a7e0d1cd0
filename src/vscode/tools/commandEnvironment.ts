/** Variables that commands do not get: the keys that we ourselves may have been given. */
const withheld = ['GEMINI_API_KEY', 'GOOGLE_API_KEY'] as const;

/** What is different for commands: nothing waits for a key at the end of a page. */
const pagers = { PAGER: 'cat', GIT_PAGER: 'cat', MANPAGER: 'cat' } as const;

/** The changes to the environment of a terminal; null takes a variable away. */
export const terminalEnvironment: Readonly<Record<string, string | null>> = {
  ...pagers,
  ...Object.fromEntries(withheld.map((name) => [name, null])),
};

/** The environment of a process that is no terminal: without what belongs to the editor's own processes. */
export function commandEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(?:VSCODE_|ELECTRON_)/.test(name) && !withheld.some((key) => key === name),
  );
  return {
    ...Object.fromEntries(own),
    ...pagers,
    // Windows else looks for programs in the folder first.
    ...(process.platform === 'win32' ? { NoDefaultCurrentDirectoryInExePath: '1' } : {}),
  };
}
