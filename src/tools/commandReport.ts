import type { CommandResult } from './runPorts';
import type { ToolOutput } from './tool';

/** What is told of a command that has run: how it ended first, then what it printed. */
export function commandReport(result: CommandResult, timeLimitMs: number, notes = ''): ToolOutput {
  const { told, summary } = ending(result, timeLimitMs);
  const printed = result.output.trimEnd();
  return {
    output: [told, printed === '' ? 'It printed nothing.' : `Output:\n${printed}`, notes]
      .filter((part) => part !== '')
      .join('\n\n'),
    summary,
    failed: result.ended === 'timedOut' || (result.exitCode ?? 0) !== 0,
    printed,
  };
}

function ending(
  { ended, exitCode, id }: CommandResult,
  timeLimitMs: number,
): { readonly told: string; readonly summary: string } {
  if (ended === 'timedOut') {
    const seconds = timeLimitMs / 1000;
    return {
      told: `It was stopped after ${seconds} s, before it had ended. If it needs longer, give a larger timeLimit.`,
      summary: `stopped after ${seconds} s`,
    };
  }
  if (ended === 'inBackground') {
    const where = id === undefined ? '' : ` as "${id}"; read_command_output tells how it goes`;
    return { told: `It goes on in the background${where}.`, summary: 'in the background' };
  }
  return exitCode === undefined
    ? { told: 'It ended; its exit code is not known.', summary: 'ended' }
    : { told: `Exit code ${exitCode}.`, summary: `exit code ${exitCode}` };
}
