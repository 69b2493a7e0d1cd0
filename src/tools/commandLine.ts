import type { ShellKind } from './shellKind';

/** A line taken apart, as far as that can be done without being the shell. */
export interface CommandLine {
  /** The words between one operator and the next, without their quotes. */
  readonly parts: readonly (readonly string[])[];
  /** What the shell would do more with than pass it on, as it stands in the line. */
  readonly syntax: readonly string[];
  /** The program and its arguments, when the line is that and nothing else. */
  readonly argv: readonly string[] | undefined;
}

/** What means itself. Everything else is syntax, known or not: a list of what is special would never be whole. */
interface Grammar {
  /** Outside of quotes. */
  readonly bare: RegExp;
  /** Outside of quotes after a letter or a digit. */
  readonly inner?: RegExp;
  /** Not as the first character of a word. */
  readonly notFirst?: RegExp;
  /** Within each kind of quotes that there is. */
  readonly single?: RegExp;
  readonly double?: RegExp;
  /** Whether a quote may begin or end in the middle of a word. */
  readonly joinsQuotes: boolean;
}

const grammars: Readonly<Record<ShellKind, Grammar>> = {
  sh: {
    bare: /[\p{L}\p{M}\p{N}_./:=+,@%-]/u,
    inner: /[~^#]/,
    single: /[^'\n]/u,
    double: /[^"$`\\!\n]/u,
    joinsQuotes: true,
  },
  // With its extended globs ~, ^ and # are patterns too, and =ls is the path of ls.
  zsh: {
    bare: /[\p{L}\p{M}\p{N}_./:=+,@%-]/u,
    notFirst: /[=]/,
    single: /[^'\n]/u,
    double: /[^"$`\\!\n]/u,
    joinsQuotes: true,
  },
  // It takes typographic quotes for quotes, and older ones pass on a double quote in an argument as none.
  powershell: {
    bare: /[\p{L}\p{M}\p{N}_./\\:=+-]/u,
    inner: /[~^]/,
    single: /[^'"‘’‚‛“”„\n]/u,
    double: /[^'"‘’‚‛“”„$`\n]/u,
    joinsQuotes: false,
  },
  // It looks for variables within quotes, and a script reads its arguments a second time.
  cmd: {
    bare: /[\p{L}\p{M}\p{N}_./\\:=+@-]/u,
    inner: /~/,
    double: /[\p{L}\p{M}\p{N}_./\\:=+@,;()'[\]{}#~ -]/u,
    joinsQuotes: false,
  },
  other: { bare: /[a-zA-Z0-9_./:=+-]/, joinsQuotes: false },
};

/** Words with which a line does something else than start a program. */
const keywords: Readonly<Record<ShellKind, ReadonlySet<string>>> = {
  sh: wordSet('if then else elif fi for while until do done case esac select function time coproc'),
  zsh: wordSet(
    'if then else elif fi for while until do done case esac select function time coproc repeat foreach end nocorrect noglob',
  ),
  powershell: wordSet(
    'begin break catch class continue data do else elseif end enum exit filter finally for foreach function if param process return switch throw trap try until using while workflow',
  ),
  cmd: wordSet('call for goto if else not rem'),
  other: wordSet('and begin end for function if not or while'),
};

/** The words of a text, for looking them up. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** Takes a line apart by the rules of a shell. What is not plainly a word is syntax. */
export function parseCommandLine(line: string, shell: ShellKind): CommandLine {
  const { parts, syntax } = split(line, shell);
  const words = parts[0] ?? [];
  const program = words[0];
  const plain = parts.length === 1 && syntax.length === 0 && program !== undefined;
  return {
    parts,
    syntax,
    argv: plain && isProgram(program, line, shell) ? words : undefined,
  };
}

function isProgram(program: string, line: string, shell: ShellKind): boolean {
  if (program === '' || /^[=%+@:-]/.test(program) || assignedVariable(program) !== undefined) return false;
  if (keywords[shell].has(shell === 'sh' || shell === 'zsh' ? program : program.toLowerCase())) return false;
  // A quoted text or a number is a value there, not a program.
  if (shell === 'powershell') return /^\s*[\p{L}_.\\/]/u.test(line);
  return true;
}

/** The variable that a word sets where a program is expected: `PATH=.` or `list+=x`. */
export function assignedVariable(word: string): string | undefined {
  return /^([\p{L}_][\p{L}\p{N}_]*)\+?=/u.exec(word)?.[1];
}

function split(line: string, shell: ShellKind): Pick<CommandLine, 'parts' | 'syntax'> {
  const { bare, inner, notFirst, single, double, joinsQuotes } = grammars[shell];
  const parts: string[][] = [[]];
  const syntax: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  let closed = false;
  let lastOdd = -2;
  const endWord = (): void => {
    if (word !== undefined) parts.at(-1)?.push(word);
    word = undefined;
  };
  const odd = (character: string, at: number): void => {
    if (lastOdd === at - 1) syntax.push(`${syntax.pop() ?? ''}${character}`);
    else syntax.push(character);
    lastOdd = at + character.length - 1;
  };
  let at = 0;
  for (const character of line) {
    const wasClosed = closed;
    closed = false;
    if (quote !== undefined) {
      const allowed = quote === "'" ? single : double;
      if (character === quote) {
        quote = undefined;
        closed = true;
      } else {
        word = `${word ?? ''}${character}`;
        if (allowed?.test(character) !== true) odd(character, at);
      }
    } else if ((character === "'" && single) || (character === '"' && double)) {
      if (word !== undefined && !joinsQuotes) odd(character, at);
      word ??= '';
      quote = character === '"' ? '"' : "'";
    } else if (character === ' ') {
      endWord();
    } else if (/[|&;<>\n]/.test(character)) {
      odd(character, at);
      endWord();
      if (parts.at(-1)?.length !== 0) parts.push([]);
    } else {
      const plain =
        (bare.test(character) && (word !== undefined || notFirst?.test(character) !== true)) ||
        (/[\p{L}\p{N}]$/u.test(word ?? '') && inner?.test(character) === true);
      if (!plain || (wasClosed && !joinsQuotes)) odd(character, at);
      word = `${word ?? ''}${character}`;
    }
    at += character.length;
  }
  if (quote !== undefined) syntax.push(`${quote} without its end`);
  endWord();
  return { parts: parts.filter((part, index) => part.length > 0 || index === 0), syntax };
}
