import type { InputBlock } from '../conversation/state';
import type { IgnoreRules } from './ignoreRules';

/** A code block of an answer, and the message that it answers. */
export interface AnsweredCode {
  /** The text that the block is in. */
  readonly answer: string;
  /** Its number among the fenced blocks of the text, counted from 0. */
  readonly block: number;
  readonly input: readonly InputBlock[];
}

/** Changes that code blocks make to files, each shown before it is made. */
export interface CodeChanges {
  /**
   * Finds the file that the code belongs to and shows what it would change.
   * @returns why that cannot be done, for a person
   */
  propose(code: AnsweredCode): Promise<string | undefined>;
  /** Makes the change that an editor shows, and closes it; the active editor unless its resource is given. */
  accept(resource: unknown): Promise<void>;
  reject(resource: unknown): Promise<void>;
  dispose(): void;
}

/** Creates them. What does the work is loaded with the first change. */
export function createCodeChanges(rules: IgnoreRules): CodeChanges {
  let loaded: Promise<CodeChanges> | undefined;
  const load = (): Promise<CodeChanges> => {
    loaded ??= import('./proposeCode').then(({ proposeCode }) => proposeCode(rules));
    return loaded;
  };
  return {
    propose: async (code) => (await load()).propose(code),
    accept: async (resource) => (await load()).accept(resource),
    reject: async (resource) => (await load()).reject(resource),
    dispose() {
      void loaded?.then((changes) => changes.dispose());
    },
  };
}
