import { wordSet } from './commandLine';
import type { ShellKind } from './shellKind';

// These lists only ever add a reason to ask. That a program is in none of them says nothing good about it.

/** Programs that start what their arguments name, here or on another machine. */
const wrappers = wordSet(
  'ash at batch bash busybox bunx chroot cmd command crontab cscript csh dash docker doas env exec fish flock forfiles gdb icm iex ii invoke-command invoke-expression invoke-item ionice ksh ltrace mshta msiexec nc ncat nice nohup npx nsenter nu open osascript parallel pkexec pnpx podman powershell pwsh regsvr32 runas rundll32 saps scp screen script setsid sftp sh socat ssh start start-job start-process stdbuf strace su sudo systemd-run tcsh telnet time timeout tmux toybox unshare uvx watch wmic wscript wsl xargs xdg-open zsh',
);

const unixBuiltins = wordSet(
  '. : alias autoload bg bind bindkey break builtin cd chdir command compgen complete compopt continue declare dirs disable disown emulate enable eval exec exit export fc fg functions getopts hash hist history jobs let limit local logout mapfile newgrp popd print printf pushd read readarray readonly return sched set setopt shift shopt source suspend test times trap typeset ulimit umask unalias unfunction unhash unlimit unset unsetopt vared wait zcompile zle zmodload zparseopts zstyle',
);
const builtins: Readonly<Record<ShellKind, ReadonlySet<string>>> = {
  sh: unixBuiltins,
  zsh: unixBuiltins,
  powershell: wordSet('. cd chdir clhy h history ihy ipmo irm iwr nal nmo popd pushd r sal set sl sv'),
  cmd: wordSet('assoc cd chdir doskey exit ftype path popd prompt pushd set setlocal subst'),
  other: wordSet(`${[...unixBuiltins].join(' ')} abbr overlay use`),
};
const powershellVerbs = /^(?:add|clear|enter|import|invoke|new|remove|rename|set)-/i;

/** The name of a program without its folder and its ending. */
export function programName(word: string): string {
  const name = word.split(/[\\/]/).at(-1) ?? word;
  return name.toLowerCase().replace(/\.(?:exe|cmd|bat|com|ps1)$/, '');
}

/** Whether a program starts what its arguments name. */
export function isWrapper(program: string): boolean {
  return wrappers.has(programName(program));
}

/** Whether a word is a command of the shell itself, which may change what later commands do. */
export function isBuiltin(word: string, shell: ShellKind): boolean {
  if (shell === 'powershell') return builtins[shell].has(word.toLowerCase()) || powershellVerbs.test(word);
  return builtins[shell].has(shell === 'cmd' ? word.toLowerCase() : word);
}

/** Interpreters, and the arguments by which they take a program as text or before the one that is named. */
const inlinePrograms: readonly (readonly [program: RegExp, argument: RegExp])[] = [
  [/^(?:node|nodejs|bun|tsx)$/, /^(?:-[a-z]*[epr]|--eval|--print|--import|--require|--preload)(?:=|$)/],
  [/^deno$/, /^eval$/],
  [/^(?:python|pypy|py)[\d.]*$/, /^-[a-zA-Z]*c/],
  [/^(?:ruby|perl)[\d.]*$/, /^-[a-zA-Z0-9]*[eE]/],
  [/^php[\d.]*$/, /^-[rBRE]/],
  [/^lua(?:jit)?[\d.]*$/, /^-e/],
  [/^[gmn]?awk$/, /system|getline|print.*>|\|/],
  [/^g?sed$/, /(?:^|[\s;{}$/\d])[ewW](?:\s|$)|\/[gImp\d]*[ew]/],
];

/** The argument by which a program is given another program as text. */
export function inlineProgram([program = '', ...rest]: readonly string[]): string | undefined {
  const name = programName(program);
  const pattern = inlinePrograms.find(([known]) => known.test(name))?.[1];
  return pattern && rest.find((word) => pattern.test(word));
}

/** Arguments by which programs of all kinds start another one. */
const starters =
  /^--?(?:exec|execdir|exec-batch|ok|okdir|pre|to-command|use-compress-program|compress-program|checkpoint-action|rsh|upload-pack|receive-pack|exec-path|open-files-in-pager|ext-diff|textconv|config-env|pager|script-shell|node-options|rcfile|init-file)(?:=|$)/;
const starterOf: readonly (readonly [program: RegExp, argument: RegExp])[] = [
  [/^git$/, /^-[cO]/],
  [/^fd(?:find)?$/, /^-[xX]/],
  [/^find$/, /^-(?:delete|fls|fprint.*)$/],
  [/^tar$/, /^-[a-zA-Z]*[IF]/],
  [/^rsync$/, /^-[a-zA-Z]*e/],
];

/** The argument by which a program starts another one, or does more than look. */
export function startingArgument([program = '', ...rest]: readonly string[]): string | undefined {
  const name = programName(program);
  const own = starterOf.find(([known]) => known.test(name))?.[1];
  return rest.find((word) => starters.test(word) || own?.test(word) === true);
}

/** Package managers, and the words with which they fetch, publish, or change where packages come from. */
const installers: readonly (readonly [program: RegExp, word: RegExp])[] = [
  [
    /^(?:npm|pnpm|yarn|bun)$/,
    /^(?:i|in|ins\w*|isntall|add|ci|clean-install|cit|it|exec|x|dlx|init|create|update|up|upgrade|rebuild|link|ln|global|publish|config|set)$|^install-/,
  ],
  [/^pip[\d.]*$/, /^(?:install|download|wheel|config)$/],
  [/^(?:pipx|uv|poetry)$/, /^(?:install|run|upgrade|inject|add|sync|pip|tool|update|publish)$/],
  [/^cargo$/, /^(?:install|add|update|publish|login)$/],
  [/^go$/, /^(?:install|get|generate|mod|env)$|@/],
  [/^(?:gem|bundle|composer|brew|dotnet)$/, /./],
  [/^(?:apt|apt-get|dnf|yum|apk|pacman|snap|winget|choco|scoop)$/, /./],
];

/** The word with which a program fetches packages, publishes some, or changes where they come from. */
export function installingWord([program = '', ...rest]: readonly string[]): string | undefined {
  const name = programName(program);
  if (name.startsWith('py') && rest[0] === '-m') return installingWord(rest.slice(1));
  if (name === 'yarn' && rest.length === 0) return name;
  const pattern = installers.find(([known]) => known.test(name))?.[1];
  return pattern && rest.find((word) => pattern.test(word));
}
