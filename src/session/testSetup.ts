/** Files that say how a project is tested; the first that is there counts. */
export const manifestNames = [
  'package.json',
  'pyproject.toml',
  'setup.cfg',
  'tox.ini',
  'pytest.ini',
  'requirements-dev.txt',
  'requirements.txt',
  'go.mod',
  'Cargo.toml',
  'pom.xml',
  'build.gradle.kts',
  'build.gradle',
  'Gemfile',
  'composer.json',
  'pubspec.yaml',
  'mix.exs',
  'Package.swift',
  'deno.json',
] as const;

/** What is looked for in a manifest, by its name, and what it is called; the first that is found counts. */
const frameworks: Readonly<Record<string, readonly (readonly [pattern: RegExp, name: string])[]>> = {
  'go.mod': [
    [/stretchr\/testify/, "Go's package testing, with testify"],
    [/^module /m, "Go's package testing"],
  ],
  'Cargo.toml': [[/^\[package\]/m, "Rust's #[test]"]],
  'pom.xml': jvm(),
  'build.gradle': jvm(),
  'build.gradle.kts': jvm(),
  Gemfile: [
    [/rspec/, 'RSpec'],
    [/minitest/, 'Minitest'],
  ],
  'composer.json': [
    [/pestphp\/pest/, 'Pest'],
    [/phpunit\/phpunit/, 'PHPUnit'],
  ],
  'pubspec.yaml': [
    [/flutter_test/, 'flutter_test'],
    [/^ {2}test:/m, "Dart's package test"],
  ],
  'mix.exs': [[/defmodule/, 'ExUnit']],
  'Package.swift': [
    [/swift-testing/, 'Swift Testing'],
    [/testTarget/, 'XCTest'],
  ],
  'deno.json': [[/./, 'Deno.test']],
};
const javascript = [
  'vitest',
  'jest',
  'mocha',
  'ava',
  'jasmine',
  'uvu',
  'tap',
  'qunit',
  '@web/test-runner',
  '@playwright/test',
  'cypress',
] as const;

function jvm(): readonly (readonly [RegExp, string])[] {
  return [
    [/kotest/, 'Kotest'],
    [/spock/, 'Spock'],
    [/testng/, 'TestNG'],
    [/junit-jupiter|junit-bom|useJUnitPlatform/, 'JUnit 5'],
    [/junit/, 'JUnit'],
  ];
}

/** What a manifest says of tests, in a sentence; `undefined` when it says nothing. */
export function testsInManifest(name: string, text: string): string | undefined {
  if (name === 'package.json') return testsInPackage(text);
  if (/\.(?:toml|cfg|ini|txt)$/.test(name) && name !== 'Cargo.toml') {
    const found = /\bpytest\b/.test(text) ? 'pytest' : /\bnose2?\b/.test(text) ? 'nose' : undefined;
    return found === undefined ? undefined : `${name} names ${found}.`;
  }
  const found = frameworks[name]?.find(([pattern]) => pattern.test(text))?.[1];
  return found === undefined ? undefined : `${name} tells of ${found}.`;
}

function testsInPackage(text: string): string | undefined {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return undefined;
  }
  const entries = (key: string): Readonly<Record<string, unknown>> => {
    const value =
      typeof manifest === 'object' && manifest !== null
        ? (manifest as Readonly<Record<string, unknown>>)[key]
        : undefined;
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  };
  const packages = { ...entries('dependencies'), ...entries('devDependencies') };
  const script = entries('scripts')['test'];
  const runs = typeof script === 'string' && !/no test specified/.test(script) ? script : undefined;
  const own =
    runs === undefined || !/\bnode\b.*--test\b/.test(runs)
      ? runs !== undefined && /\bbun test\b/.test(runs)
        ? 'bun:test'
        : undefined
      : 'node:test';
  const named = javascript.filter((each) => each in packages);
  const all = own === undefined ? named : [own, ...named];
  const sentences = [
    ...(all.length === 0 ? [] : [`package.json names ${all.join(', ')}.`]),
    ...(runs === undefined ? [] : [`Its script "test" runs: ${runs}`]),
  ];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

const scripts = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'];

/** Globs of the files that may be tests of what a file holds. */
export function testGlobs(path: string): readonly string[] {
  const own = extensionOf(path);
  const kinds = scripts.includes(own) ? `{${scripts.join(',')}}` : own;
  return [
    `**/*{.test,.spec,_test,_spec,Test,Tests,Spec}.${kinds}`,
    `**/test_*.${kinds}`,
    `**/{test,tests,__tests__,spec}/**/*.${kinds}`,
  ];
}

/** Those of some paths that are tests, the most telling first: those of the file itself, then the nearest. */
export function nearestTests(path: string, candidates: readonly string[]): readonly string[] {
  const stem = stemOf(path);
  const folders = foldersOf(path);
  const score = (candidate: string): number => {
    const others = foldersOf(candidate);
    const shared = folders.filter((folder) => others.includes(folder)).length;
    const apart = folders.length + others.length - 2 * shared;
    // What only stands among tests may be what helps them.
    const isNamed = namedLikeTest(candidate) ? 10 : 0;
    return (stemOf(candidate) === stem ? 1000 : 0) + isNamed + shared * 2 - apart;
  };
  return [...new Set(candidates)]
    .filter((candidate) => candidate !== path && looksLikeTest(candidate))
    .map((candidate) => ({ candidate, score: score(candidate) }))
    .sort((a, b) => b.score - a.score || (a.candidate < b.candidate ? -1 : 1))
    .map(({ candidate }) => candidate);
}

/** Whether the tests of a file are among the paths, by their names. */
export function areTestsOf(path: string, test: string): boolean {
  return stemOf(path) === stemOf(test);
}

function namedLikeTest(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /(?:[._-](?:test|spec)|Tests?|Spec)\.[a-z]+$/.test(name) || name.startsWith('test_');
}

function looksLikeTest(path: string): boolean {
  return namedLikeTest(path) || /(?:^|\/)(?:tests?|__tests__|spec)\//.test(path);
}

/** The name of a file without what makes it a test. */
function stemOf(path: string): string {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.[^.]+$/, '')
    .replace(/[._-](?:test|spec)$|(?<=[a-z])(?:Tests?|Spec)$|^test_/, '')
    .toLowerCase();
}

function extensionOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1] ?? '*';
}

function foldersOf(path: string): readonly string[] {
  return path.split('/').slice(0, -1);
}
