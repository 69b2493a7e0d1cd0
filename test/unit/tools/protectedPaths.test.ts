import assert from 'node:assert/strict';
import { whyProtected } from '../../../src/tools/protectedPaths';

describe('whyProtected', () => {
  // Each with the incident that it comes from, where there is one.
  const guarded = [
    '.vscode/settings.json', // CVE-2025-53773, CVE-2025-53536
    '.VSCode/Settings.JSON', // CVE-2025-59944
    'packages/a/.vscode/tasks.json',
    'x.code-workspace', // CVE-2025-58372
    '.cursor/mcp.json', // CVE-2025-54135
    '.mcp.json',
    'mcp.json',
    '.git/config',
    '.git/hooks/pre-commit',
    '.GIT/config',
    '.git./config',
    '.git /config',
    'sub/.git',
    '.gitmodules',
    '.gitattributes',
    '.devcontainer/devcontainer.json',
    '.devcontainer.json',
    '.github/workflows/ci.yml',
    '.github/copilot-instructions.md',
    '.husky/pre-commit',
    '.githooks/pre-push',
    'AGENTS.md',
    'docs/agents.MD',
    'GEMINI.md',
    'CLAUDE.md',
    '.agents/skills/x/SKILL.md',
    '.gemini/settings.json',
    '.geminiignore',
    '.aiexclude',
    '.npmrc',
    '.yarnrc.yml',
    '.yarn/releases/yarn.cjs',
    '.cargo/config.toml',
    'pip.conf',
    '.pypirc',
    '.bashrc',
    '.zshenv',
    '.envrc',
    '.profile',
    '.config/fish/config.fish',
    // Full-width letters that some file systems fold.
    '．vscode/settings.json',
  ];
  for (const name of guarded) it(`guards ${name}`, () => assert.notEqual(whyProtected(name), undefined));

  const free = [
    'src/git/config.ts',
    'vscode/settings.json',
    'src/mcp.jsonc',
    'git',
    '.gitignore',
    'agents.mdx',
    'my.npmrc.txt',
  ];
  for (const name of free) it(`leaves ${name} free`, () => assert.equal(whyProtected(name), undefined));
});
