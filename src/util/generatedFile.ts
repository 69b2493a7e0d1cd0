/** Names that package managers and generators give to what they write, in lower case. */
const lockFiles = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'composer.lock',
  'gemfile.lock',
  'poetry.lock',
  'pdm.lock',
  'uv.lock',
  'pipfile.lock',
  'cargo.lock',
  'go.sum',
  'go.work.sum',
  'mix.lock',
  'pubspec.lock',
  'podfile.lock',
  'packages.lock.json',
  'flake.lock',
  '.terraform.lock.hcl',
  'gradle.lockfile',
]);
const names =
  /(?:\.min\.(?:js|css|mjs)|\.(?:js|css|mjs)\.map|\.snap|\.pb\.(?:go|cc|h)|_pb2(?:_grpc)?\.pyi?|\.g\.(?:dart|cs)|\.freezed\.dart|\.designer\.cs|[._-]generated\.[a-z]+)$/i;
const folders = /(?:^|\/)(?:node_modules|vendor|dist|\.yarn|\.next|__snapshots__|generated)\//i;
const mark =
  /@generated\b|\bcode generated\b.*\bdo not edit\b|\bauto-?generated\b.*\bdo not (?:edit|modify)\b/i;
/** Where a generator says that it was it. */
const markedWithin = 1500;

/** Why a file is not worth reading line by line: a program wrote it. `undefined` when a person may have. */
export function whyGenerated(path: string, text: string): 'lock file' | 'generated' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (lockFiles.has(name.toLowerCase())) return 'lock file';
  if (names.test(name) || folders.test(path) || mark.test(text.slice(0, markedWithin))) return 'generated';
  return undefined;
}
