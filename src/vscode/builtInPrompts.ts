import { contributedTools } from '../manifest';

/** A prompt that comes with the extension. */
export interface BuiltInPrompt {
  /** What is typed for it behind the slash. */
  readonly name: string;
  readonly description: string;
  readonly prompt: string;
  /** The only functions that may be called with it. */
  readonly tools?: readonly string[];
}

/** Changes that a function makes are decided on in the editor, piece by piece; those of an answer have to be applied. */
const makeIt =
  'Make the change in the file itself with the functions that you may call for that, and change nothing else; only if you may call none, show the code.';

/** The prompts of the editor's commands, by the name of the command; the composer has them too. */
export const builtInPrompts = {
  explainSelection: {
    name: 'explain',
    description: 'Explain the code',
    prompt:
      'Explain this code: what it does, how it works, and anything about it that may surprise a reader.',
    // An explanation changes nothing.
    tools: contributedTools,
  },
  fixSelection: {
    name: 'fix',
    description: 'Find what is wrong and fix it',
    prompt: `Find what is wrong with this code and fix it, at its cause. ${makeIt} Say in a sentence what the problem was.`,
  },
  simplifySelection: {
    name: 'simplify',
    description: 'Say the same with less',
    prompt: `Simplify this code so that it is easier to read and does exactly what it did: same results, same errors, same names for those who use it. ${makeIt} Say in a sentence what became simpler; leave it alone if nothing would.`,
  },
  generateTests: {
    name: 'tests',
    description: 'Write tests for the code',
    prompt: `Write tests for this code in the test framework of its project, in the style of its other tests and beside them. Cover the usual cases and the edges. ${makeIt}`,
  },
  documentSelection: {
    name: 'document',
    description: 'Write documentation comments',
    prompt: `Write documentation comments for this code in the style of its language and of the code around it. ${makeIt}`,
  },
} as const satisfies Readonly<Record<string, BuiltInPrompt>>;
