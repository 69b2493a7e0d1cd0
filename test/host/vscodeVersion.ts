/** A version of VS Code that the extension is tested on. */
export interface VscodeVersion {
  readonly name: 'newest' | 'oldest';
  readonly number: string;
  /** Arguments that only this version's server knows. */
  readonly serverArguments: readonly string[];
  /** Arguments that end a server to which no window is connected, such as that of a killed test run. */
  readonly idleArguments: readonly string[];
}

const newest: VscodeVersion = {
  name: 'newest',
  number: '1.139.1',
  // The bridge's address keeps VS Code's own agent from starting: it needs a database module that is not built here.
  serverArguments: ['--vscode-option', 'agent-host-bridge-host=127.0.0.1'],
  idleArguments: ['--idle-timeout-seconds', '120'],
};

/** The version that `engines.vscode` of `package.json` names. */
const oldest: VscodeVersion = { name: 'oldest', number: '1.105.1', serverArguments: [], idleArguments: [] };

export const vscodeVersions: readonly VscodeVersion[] = [newest, oldest];

/**
 * The version by its name or number; without an argument the one that `GEMINI_TEST_VSCODE` names, else the newest.
 * Throws when there is no such version.
 */
export function vscodeVersion(name = process.env['GEMINI_TEST_VSCODE'] || 'newest'): VscodeVersion {
  const version = vscodeVersions.find((candidate) => candidate.name === name || candidate.number === name);
  if (version) return version;
  const known = vscodeVersions.map(({ name, number }) => `${name} (${number})`).join(', ');
  throw new Error(`There is no VS Code version "${name}" to test on. There are: ${known}.`);
}
