import { createGuard, type GuardPorts, type Place } from '../../../src/tools/guard';
import { createIgnoreRules } from '../../../src/vscode/ignoreRules';
import { createGuardPorts } from '../../../src/vscode/tools/guardPorts';

const rules = createIgnoreRules();

/** The guard of the real workspace, where `hidden.ts` is kept from the model and Git ignores `generated.ts`. */
export const guardOfTests: GuardPorts = createGuardPorts({
  async verdict(uri, kind) {
    if (uri.path.endsWith('/hidden.ts')) return { kind: 'excluded', reason: 'the test says so' };
    if (uri.path.endsWith('/generated.ts')) return { kind: 'unlisted', reason: 'the test says so' };
    return rules.verdict(uri, kind);
  },
});

export function passed(path: string): Promise<Place> {
  return createGuard(guardOfTests).pass(path, 'read');
}
