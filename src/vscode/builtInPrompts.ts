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
    prompt:
      'Find what is wrong with this code and fix it. Say in a sentence what the problem was, then show the corrected code.',
  },
  generateTests: {
    name: 'tests',
    description: 'Write tests for the code',
    prompt:
      'Write tests for this code in the test framework that its project would use. Cover the usual cases and the edges.',
  },
  documentSelection: {
    name: 'document',
    description: 'Write documentation comments',
    prompt:
      'Write documentation comments for this code in the style of its language, and show the code with them.',
  },
} as const satisfies Readonly<Record<string, BuiltInPrompt>>;
