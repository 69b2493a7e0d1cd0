import * as vscode from 'vscode';
import type { InputBlock } from '../conversation/state';
import { areTestsOf, manifestNames, nearestTests, testGlobs, testsInManifest } from '../session/testSetup';
import { describeProblem } from './describeProblem';
import type { IgnoreRules } from './ignoreRules';
import { pathOf, readDocument, readRange } from './readInput';

/** What a question is given beside the code that it is about. */
export interface CodeContext {
  readonly blocks: readonly InputBlock[];
  /** To follow the question; empty when there is nothing to say. */
  readonly words: string;
}

/** Lines that are shown around a place that a problem refers to. */
const around = 5;
const mostRelated = 5;
const mostProblems = 30;
const mostTests = 8;
/** In characters: a longer test file shows its beginning. */
const longestTest = 12_000;
const excluded = '**/{node_modules,bower_components,vendor,dist,out,build,target,.git}/**';
const mostFound = 400;

/** Places that problems refer to, as far as they may go along; without those of the given lines. */
export async function relatedCode(
  places: readonly vscode.Location[],
  shown: { readonly uri: vscode.Uri; readonly range: vscode.Range },
  rules: IgnoreRules,
): Promise<readonly InputBlock[]> {
  const blocks: InputBlock[] = [];
  for (const { uri, range } of places) {
    if (blocks.length === mostRelated) break;
    if (uri.toString() === shown.uri.toString() && shown.range.contains(range)) continue;
    if (vscode.workspace.getWorkspaceFolder(uri) === undefined) continue;
    if ((await rules.verdict(uri)).kind !== 'open') continue;
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      blocks.push(readRange(document, linesAround(document, range, around)));
    } catch {
      // It is gone; the problem itself says what it was about.
    }
  }
  return blocks;
}

/** The problems that the editor reports of some lines, the gravest first, with the places that they refer to. */
export function problemsAt(
  uri: vscode.Uri,
  range: vscode.Range,
): { readonly words: readonly string[]; readonly related: readonly vscode.Location[] } {
  const problems = vscode.languages
    .getDiagnostics(uri)
    .filter((problem) => problem.range.intersection(range) !== undefined)
    .sort((a, b) => a.severity - b.severity)
    .slice(0, mostProblems);
  return {
    words: problems.map(describeProblem),
    related: problems.flatMap(({ relatedInformation = [] }) =>
      relatedInformation.map(({ location }) => location),
    ),
  };
}

/** How the project of a file is tested: its framework, and the test file that is most like one for it. */
export async function testContext(uri: vscode.Uri, rules: IgnoreRules): Promise<CodeContext> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined) return { blocks: [], words: '' };
  const path = vscode.workspace.asRelativePath(uri, false);
  const found = await testFiles(folder, path, rules);
  const [nearest, ...others] = found;
  const nearestUri = nearest === undefined ? undefined : vscode.Uri.joinPath(folder.uri, nearest);
  const said = await saidOfTests(folder, uri, rules);
  const lines = [
    ...(said === undefined ? [] : [said]),
    ...(nearest === undefined || nearestUri === undefined
      ? ['No test file of this language is there yet.']
      : areTestsOf(path, nearest)
        ? [`Tests of this file are in ${pathOf(nearestUri)}, which is attached: add to them.`]
        : [
            `There are no tests of this file yet. ${pathOf(nearestUri)} is attached: put the new file where its place follows from this one.`,
          ]),
    ...(others.length === 0
      ? []
      : [
          `Other test files: ${others
            .slice(0, mostTests)
            .map((each) => pathOf(vscode.Uri.joinPath(folder.uri, each)))
            .join(', ')}`,
        ]),
  ];
  return {
    blocks: nearestUri === undefined ? [] : await beginning(nearestUri),
    words: `\n\nHow this project is tested:\n${lines.map((line) => `- ${line}`).join('\n')}`,
  };
}

async function testFiles(
  folder: vscode.WorkspaceFolder,
  path: string,
  rules: IgnoreRules,
): Promise<readonly string[]> {
  const found: vscode.Uri[] = [];
  for (const glob of testGlobs(path)) {
    const pattern = new vscode.RelativePattern(folder, glob);
    found.push(...(await vscode.workspace.findFiles(pattern, excluded, mostFound)));
  }
  const ranked = nearestTests(
    path,
    found.map((each) => vscode.workspace.asRelativePath(each, false)),
  ).slice(0, mostTests + 1);
  const open: string[] = [];
  for (const each of ranked) {
    if ((await rules.verdict(vscode.Uri.joinPath(folder.uri, each))).kind === 'open') open.push(each);
  }
  return open;
}

/** What the nearest manifest above a file says of tests. */
async function saidOfTests(
  folder: vscode.WorkspaceFolder,
  uri: vscode.Uri,
  rules: IgnoreRules,
): Promise<string | undefined> {
  let at = vscode.Uri.joinPath(uri, '..');
  while (at.path.startsWith(folder.uri.path)) {
    for (const name of manifestNames) {
      const manifest = vscode.Uri.joinPath(at, name);
      if ((await rules.verdict(manifest)).kind !== 'open') continue;
      const said = testsInManifest(name, await textOf(manifest));
      if (said !== undefined) return said;
    }
    if (at.path === folder.uri.path) break;
    at = vscode.Uri.joinPath(at, '..');
  }
  return undefined;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return ''; // It is not there.
  }
}

async function beginning(uri: vscode.Uri): Promise<readonly InputBlock[]> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText();
    if (text.trim() === '') return [];
    if (text.length <= longestTest) return [readDocument(document)];
    return [
      readRange(document, new vscode.Range(new vscode.Position(0, 0), document.positionAt(longestTest))),
    ];
  } catch {
    return []; // It is gone, or no text.
  }
}

function linesAround(document: vscode.TextDocument, range: vscode.Range, more: number): vscode.Range {
  return new vscode.Range(
    document.lineAt(Math.max(0, range.start.line - more)).range.start,
    document.lineAt(Math.min(document.lineCount - 1, range.end.line + more)).range.end,
  );
}
