import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import {
  changesViewId,
  chatEditorType,
  chatViewId,
  commandId,
  commandNames,
  contextKeys,
  extensionId,
  findingsId,
  section,
  settingDefaults,
  thinkingLevels,
} from '../../src/manifest';

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly keybindings: readonly { readonly command: string }[];
    readonly menus: Readonly<
      Record<string, readonly { readonly command?: string; readonly when?: string }[]>
    >;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          { readonly default: unknown; readonly enum?: readonly unknown[]; readonly scope: string }
        >
      >;
    };
  };
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { contributes } = manifest;

describe('package.json', () => {
  it('has the identity that users and other extensions know', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, extensionId);
  });

  it('contributes exactly the commands of the catalogue, in the category Gemini', () => {
    assert.deepEqual(
      contributes.commands.map(({ command }) => command),
      commandNames.map(commandId),
    );
    assert.deepEqual(new Set(contributes.commands.map(({ category }) => category)), new Set(['Gemini']));
  });

  it('names only commands that exist in menus and keybindings', () => {
    const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    for (const { command } of used) {
      if (command !== undefined)
        assert.ok(
          contributes.commands.some((each) => each.command === command),
          command,
        );
    }
  });

  it('contributes exactly the settings of the catalogue, with the same defaults', () => {
    const contributed = Object.entries(contributes.configuration.properties).map(([id, each]) => [
      id,
      each.default,
    ]);
    const expected = Object.entries(settingDefaults).map(([name, value]) => [`${section}.${name}`, value]);
    assert.deepEqual(Object.fromEntries(contributed), Object.fromEntries(expected));
    assert.deepEqual(contributes.configuration.properties[`${section}.thinkingLevel`]?.enum, thinkingLevels);
  });

  it('lets no workspace say where the key goes', () => {
    assert.equal(contributes.configuration.properties[`${section}.apiBaseUrl`]?.scope, 'machine');
  });

  it('lets an untrusted workspace configure nothing', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const free = Object.entries(contributes.configuration.properties)
      .filter(([id, { scope }]) => scope !== 'machine' && !restrictedConfigurations.includes(id))
      .map(([id]) => id);
    assert.deepEqual(free, []);
  });

  it('contributes the views, and uses only context keys of the catalogue', () => {
    assert.deepEqual(
      Object.values(contributes.views)
        .flat()
        .map(({ id }) => id),
      [chatViewId, changesViewId],
    );
    assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${chatEditorType}`));
    const keys = new Set<string>([...Object.values(contextKeys), chatViewId, changesViewId, findingsId]);
    const mentioned = JSON.stringify(contributes).match(/(?:when|enablement)":"[^"]*/g) ?? [];
    for (const key of mentioned.join(' ').match(/geminiInteractions\.\w+/g) ?? [])
      assert.ok(keys.has(key), key);
  });

  it('pins the types of the editor to the oldest version that it supports', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });

  it('names only pictures that exist', () => {
    for (const file of [
      manifest.icon,
      ...Object.values(contributes.views)
        .flat()
        .map(({ icon }) => icon),
    ]) {
      assert.ok(existsSync(file), file);
    }
  });

  it('bundles everything: nothing is installed with the extension', () => {
    assert.equal('dependencies' in manifest, false);
  });

  it('keeps its ids in the catalogue: no source file spells one out', () => {
    for (const file of globSync('src/**/*.{ts,tsx}')) {
      if (file.endsWith('manifest.ts')) continue;
      assert.doesNotMatch(readFileSync(file, 'utf8'), /['"`]geminiInteractions\.(?!apiKey['"])/, file);
    }
  });
});
