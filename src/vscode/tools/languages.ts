import type { GuardPorts } from '../../tools/guard';
import type { Languages } from '../../tools/codePorts';
import type { Files } from '../../tools/ports';
import { findProblems } from './findProblems';
import { hoverOf, lookUp } from './lookUp';
import { createPatience, inTime } from './patience';
import { symbolsOfFile, symbolsOfWorkspace } from './symbols';

/** The language services of the editor, without what the guard does not let show. */
export function createLanguages(guard: GuardPorts, files: Pick<Files, 'text'>): Languages {
  const patience = createPatience();
  return {
    problems: (place, stop) => inTime((signal) => findProblems(place, guard, signal), stop),
    documentSymbols: (place, stop) => inTime((signal) => symbolsOfFile(place, guard, patience, signal), stop),
    workspaceSymbols: (query, stop) =>
      inTime((signal) => symbolsOfWorkspace(query, guard, patience, signal), stop),
    look: (what, use, most, stop) =>
      inTime((signal) => lookUp(what, use, most, { guard, files, patience, signal }), stop),
    hover: (use, stop) => inTime((signal) => hoverOf(use, { guard, files, patience, signal }), stop),
  };
}
