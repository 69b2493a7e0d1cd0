import type { GuardPorts } from '../../tools/guard';
import type { Languages } from '../../tools/codePorts';
import type { Files } from '../../tools/ports';
import { findProblems } from './findProblems';
import { hoverOf, lookUp } from './lookUp';
import { createPatience } from './patience';
import { symbolsOfFile, symbolsOfWorkspace } from './symbols';

/** The language services of the editor, without what the guard does not let show. */
export function createLanguages(guard: GuardPorts, files: Pick<Files, 'text'>): Languages {
  const patience = createPatience();
  return {
    problems: (place, signal) => findProblems(place, guard, signal),
    documentSymbols: (place, signal) => symbolsOfFile(place, guard, patience, signal),
    workspaceSymbols: (query, signal) => symbolsOfWorkspace(query, guard, patience, signal),
    look: (what, use, most, signal) => lookUp(what, use, most, { guard, files, patience, signal }),
    hover: (use, signal) => hoverOf(use, { guard, files, patience, signal }),
  };
}
