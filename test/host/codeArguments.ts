/** What the command line of VS Code says to a test run. */
export interface CodeArguments {
  /** Folder or `.code-workspace` file to open. */
  readonly workspace?: string;
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath: string;
  readonly dataFolder?: string;
  readonly extensionsFolder?: string;
}

/** Reads the arguments that @vscode/test-electron passes to VS Code; others are of no meaning in a browser. */
export function codeArguments(args: readonly string[]): CodeArguments {
  const options = new Map<string, string>();
  let workspace: string | undefined;
  for (const argument of args) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === undefined) workspace = argument;
    else if (value !== undefined) options.set(name, value);
  }
  const extensionTestsPath = options.get('extensionTestsPath');
  if (extensionTestsPath === undefined) throw new Error('--extensionTestsPath=… is missing.');
  return {
    extensionTestsPath,
    ...optional('workspace', workspace),
    ...optional('extensionDevelopmentPath', options.get('extensionDevelopmentPath')),
    ...optional('dataFolder', options.get('user-data-dir')),
    ...optional('extensionsFolder', options.get('extensions-dir')),
  };
}

function optional<Name extends keyof CodeArguments>(
  name: Name,
  value: string | undefined,
): Partial<Pick<CodeArguments, Name>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Pick<CodeArguments, Name>>);
}
