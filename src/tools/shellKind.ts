/** How a shell reads a line; `other` is one whose rules are not known here. */
export type ShellKind = 'sh' | 'zsh' | 'powershell' | 'cmd' | 'other';

/** The kind of a shell by the path of its program, or by its name alone. */
export function shellKind(program: string): ShellKind {
  const name =
    program
      .split(/[\\/]/)
      .at(-1)
      ?.toLowerCase()
      .replace(/\.exe$/, '') ?? '';
  switch (name) {
    case 'bash':
    case 'gitbash':
    case 'sh':
    case 'dash':
    case 'ksh':
      return 'sh';
    case 'zsh':
      return 'zsh';
    case 'powershell':
    case 'pwsh':
      return 'powershell';
    case 'cmd':
      return 'cmd';
    default:
      return 'other';
  }
}
