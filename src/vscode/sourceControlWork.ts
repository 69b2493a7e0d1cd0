import { createCommitMessages } from './commitMessages';
import { createFindings } from './findings';
import { reviewChanges } from './reviewChanges';
import type { SourceControl, SourceControlPorts } from './sourceControl';

/** Puts together what works on changes that are not committed yet. Loaded at its first use. */
export function createSourceControlWork(ports: SourceControlPorts): SourceControl {
  const messages = createCommitMessages(ports);
  const findings = createFindings();
  return {
    writeCommitMessage: (given) => messages.write(given),
    stopCommitMessage: () => messages.stop(),
    review: (given) => reviewChanges(given, findings, ports),
    resolveFinding: (thread) => findings.resolve(thread),
    deleteFinding: (thread) => findings.delete(thread),
    fixFinding: (thread) => findings.fix(thread),
    dismissFindings: () => findings.dismiss(),
    dispose() {
      messages.stop();
      findings.dispose();
    },
  };
}
