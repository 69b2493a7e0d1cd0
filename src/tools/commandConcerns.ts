import path from 'node:path';
import { visibleText } from '../util/visibleText';
import { assignedVariable, parseCommandLine, type CommandLine } from './commandLine';
import { isWithin, type PathStyle } from './paths';
import { inlineProgram, installingWord, isBuiltin, isWrapper, startingArgument } from './programs';
import type { ShellKind } from './shellKind';

/** Where a command is to run. */
export interface CommandPlace {
  readonly shell: ShellKind;
  /** Absolute. */
  readonly folder: string;
  /** The workspace folder that it is in, absolute. */
  readonly root: string;
  readonly style: PathStyle;
}

/**
 * What a person should know of a command line before it runs, in sentences; empty for a plain program with plain
 * arguments. There is no list of commands that are safe: this only finds reasons to ask again.
 */
export function commandConcerns(command: string, place: CommandPlace): readonly string[] {
  const line = parseCommandLine(command, place.shell);
  return [
    ...hiddenConcerns(command),
    ...syntaxConcerns(line),
    ...line.parts.flatMap((words) => programConcerns(words, place.shell)),
    ...line.parts.flat().flatMap((word) => wordConcerns(word, place)),
  ]
    .map(visibleText)
    .filter((sentence, at, all) => all.indexOf(sentence) === at);
}

/**
 * Characters that a terminal takes for keys: with one of them in it, a line is not what runs. A tab would complete a
 * name, an escape could end the paste.
 */
export function controlCharacter(command: string): string | undefined {
  // oxlint-disable-next-line no-control-regex
  const found = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.exec(command)?.[0];
  return found && `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Whether the shell that runs a line is afterwards as it was: in the same folder, with the same variables and names. */
export function keepsShell(command: string, shell: ShellKind): boolean {
  const { argv, parts, syntax } = parseCommandLine(command, shell);
  if (argv !== undefined) return !isBuiltin(argv[0] ?? '', shell);
  if (shell !== 'sh' && shell !== 'zsh') return false;
  // Where a command begins is for the shell to know, so every word counts; `test` is more often an argument.
  const changes = (word: string): boolean =>
    (isBuiltin(word, shell) && word !== 'test') || assignedVariable(word) !== undefined;
  return syntax.every((piece) => /^[|&;<>]+$/.test(piece)) && !parts.flat().some(changes);
}

/** The words of a line that could be paths within the folder, with what stands behind `=` or `@`. */
export function possiblePaths(command: string, shell: ShellKind): readonly string[] {
  const words = parseCommandLine(command, shell).parts.flatMap((part) => part.flatMap(pathsOf));
  return [...new Set(words)].filter((word) => word !== '' && !word.startsWith('-'));
}

/** No script needs them, and nobody can see them or tell them from a space. */
const hidden =
  /[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\p{Variation_Selector}|\u034f|(?! )\p{Zs}/u;

function hiddenConcerns(command: string): readonly string[] {
  return hidden.test(command)
    ? ['It has characters that cannot be seen, or that only look like a space.']
    : [];
}

function syntaxConcerns({ syntax, argv, parts }: CommandLine): readonly string[] {
  if (argv !== undefined) return [];
  const named = [...new Set(syntax.map((piece) => piece.replaceAll('\n', 'a line break')))];
  const shown = named.slice(0, 5).join('  ');
  if (named.length > 0) return [`A shell does more with this than start one program: it has  ${shown}`];
  const first = parts[0]?.[0] ?? '';
  const variable = assignedVariable(first);
  return [
    variable === undefined
      ? `"${first}" is no program, but means something to the shell.`
      : `It sets ${variable} for what it runs.`,
  ];
}

function programConcerns(words: readonly string[], shell: ShellKind): readonly string[] {
  const [program = ''] = words;
  const concerns: string[] = [];
  if (isBuiltin(program, shell))
    concerns.push(`"${program}" is a command of the shell itself, which can change what later commands do.`);
  if (isWrapper(program)) concerns.push(`"${program}" starts what its arguments say.`);
  const inline = inlineProgram(words);
  if (inline !== undefined) concerns.push(`It carries a program in its arguments: ${short(inline)}`);
  const starting = startingArgument(words);
  if (starting !== undefined) concerns.push(`With ${short(starting)} it does more than its name says.`);
  const installing = installingWord(words);
  if (installing !== undefined)
    concerns.push(`"${program} ${installing}" can fetch or publish packages and run their scripts.`);
  return concerns;
}

function wordConcerns(word: string, place: CommandPlace): readonly string[] {
  const address = addressIn(word);
  const concerns = address === undefined ? [] : [`It names an address on the network: ${short(address)}`];
  for (const candidate of pathsOf(word)) {
    if (/^[\\/]{2}/.test(candidate)) concerns.push(`It names a place on the network: ${short(candidate)}`);
    else if (isOutside(candidate, place))
      concerns.push(`It names ${short(candidate)}, which is outside of the workspace.`);
  }
  return concerns;
}

function addressIn(word: string): string | undefined {
  return /[a-z][a-z0-9+.-]*:\/\/(?!\/).*|^[\w.-]+@[\w.-]+:.*/i.exec(word)?.[0];
}

/** What could be a path in a word: `--to=x`, `@x`, `-I/x`, `a:x` and `file:///x` hide one. */
function pathsOf(word: string): readonly string[] {
  const address = addressIn(word);
  if (address !== undefined) return address === word ? [] : pathsOf(word.slice(0, -address.length));
  const file = /file:\/*(\/.*)/i.exec(word)?.[1];
  if (file !== undefined) return [file];
  const flag = /^-[a-zA-Z](?=[\\/~.])(.*)/.exec(word)?.[1];
  // A single letter before a colon is a drive.
  return [word, ...(flag === undefined ? [] : [flag]), ...word.split(/[=,@]|(?<=..):/)];
}

function isOutside(word: string, { folder, root, style }: CommandPlace): boolean {
  if (word.startsWith('~')) return true;
  const flavor = style === 'win32' ? path.win32 : path.posix;
  if (/^[a-z]:/i.test(word) && (style === 'posix' || !flavor.isAbsolute(word))) return true;
  return !isWithin(flavor.resolve(folder, word), root, style);
}

function short(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
