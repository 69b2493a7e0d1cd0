import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { contributedTools, ownToolPrefix } from '../../src/manifest';
import { workspaceTools } from '../../src/tools/index';

interface ContributedTool {
  readonly name: string;
  readonly toolReferenceName: string;
  readonly displayName: string;
  readonly userDescription: string;
  readonly modelDescription: string;
  readonly canBeReferencedInPrompt: boolean;
  readonly when: string;
  readonly inputSchema: unknown;
}
const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: { readonly languageModelTools: readonly ContributedTool[] };
};
const contributed = contributes.languageModelTools;

describe("the functions that package.json offers to VS Code's own chat", () => {
  it('are those of the catalogue, which are all that look at the workspace and do nothing else', () => {
    assert.deepEqual(
      contributed.map(({ name }) => name),
      contributedTools.map((name) => `${ownToolPrefix}${name}`),
    );
    const reading = workspaceTools.filter(({ effect }) => effect === 'read').map(({ name }) => name);
    // Without the function that runs commands there is no output of one.
    assert.deepEqual(
      reading.filter((name) => name !== 'read_command_output'),
      contributedTools,
    );
  });

  it('are told to the model just as ours are', () => {
    const declared = contributedTools.map((name) => {
      const tool = workspaceTools.find((each) => each.name === name);
      return { modelDescription: tool?.description, inputSchema: tool?.parameters };
    });
    assert.deepEqual(
      contributed.map(({ modelDescription, inputSchema }) => ({ modelDescription, inputSchema })),
      declared,
    );
  });

  it('can be named in a question, and tell a person what they do', () => {
    for (const tool of contributed) {
      assert.equal(tool.canBeReferencedInPrompt, true, tool.name);
      assert.match(tool.toolReferenceName, /^gemini[A-Z]\w+$/);
      assert.match(tool.displayName, /^Gemini: /);
      assert.ok(tool.userDescription.length > 20, tool.name);
      assert.equal(tool.when, 'isWorkspaceTrusted', tool.name);
    }
    assert.equal(new Set(contributed.map((tool) => tool.toolReferenceName)).size, contributed.length);
  });
});
