import assert from 'node:assert/strict';
import { fillPrompt, parsePromptFile } from '../../../src/tools/promptFile';

describe('parsePromptFile', () => {
  it('reads the front matter of a prompt file, with our names for the tools', () => {
    const text =
      '---\ndescription: Write release notes\nmode: agent\ntools: [gemini_read_file, git]\n---\n\nList what changed.\n';
    assert.deepEqual(parsePromptFile('.github/prompts/release notes.prompt.md', text), {
      name: 'release-notes',
      description: 'Write release notes',
      prompt: 'List what changed.',
      tools: ['read_file', 'git'],
    });
  });

  it('reads one without front matter, with a byte order mark and Windows line ends', () => {
    assert.equal(parsePromptFile('a.prompt.md', '\uFEFFJust this.')?.prompt, 'Just this.');
    const windows = '\uFEFF---\r\ndescription: D\r\n---\r\nThis.';
    assert.deepEqual(parsePromptFile('a.prompt.md', windows), {
      name: 'a',
      description: 'D',
      prompt: 'This.',
    });
  });

  it('reads a command of Gemini CLI', () => {
    const text = 'description = "Fix it"\nprompt = """\nFix {{args}}.\n"""\n';
    assert.deepEqual(parsePromptFile('.gemini/commands/fix.toml', text), {
      name: 'fix',
      description: 'Fix it',
      prompt: 'Fix {{args}}.',
    });
  });

  it('takes a broken head for text, and nothing of a broken command or an empty prompt', () => {
    const broken = '---\na: [b\n---\nDo it.';
    assert.equal(parsePromptFile('a.prompt.md', broken)?.prompt, broken);
    assert.equal(parsePromptFile('a.toml', 'prompt = '), undefined);
    assert.equal(parsePromptFile('a.toml', 'prompt = 7'), undefined);
    assert.equal(parsePromptFile('a.prompt.md', '---\na: b\n---\n \n'), undefined);
  });
});

describe('fillPrompt', () => {
  it('fills in the file and the selection as they are, and points to the message for the rest', () => {
    const prompt = 'In ${file} (${fileBasename}): ${selection}. ${input:style:plain} {{args}} $ARGUMENTS';
    assert.equal(
      fillPrompt(prompt, { file: 'src/a.ts', selection: 'let x = "$&";' }),
      'In src/a.ts (a.ts): let x = "$&";. (style: see my message) (see my message) (see my message)',
    );
  });

  it('runs no command and reads no file that a prompt names', () => {
    assert.equal(fillPrompt('!{rm -rf .} @{.env}', { file: '', selection: '' }), '!{rm -rf .} @{.env}');
  });
});
