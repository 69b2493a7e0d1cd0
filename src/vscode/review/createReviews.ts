import {
  type ChangeSet,
  type Content,
  decisionOf,
  type FileChange,
  isSameContent,
  partsOf,
} from '../../review/changeSet';
import { decideFile, type DecisionTarget } from '../../review/decide';
import { outcomeOf } from '../../review/outcome';
import { type ProposedFile, proposeFile } from '../../review/proposeFile';
import { rebaseFile } from '../../review/rebaseFile';
import type { Logger } from '../../util/log';
import { isToolError } from '../../util/toolError';
import type { ProposedReview, Proposer, Review, Reviews, ReviewTarget } from './reviews';
import { sameText } from './sameText';

interface Entry extends Review {
  set: ChangeSet;
  isGrowing: boolean;
  readonly targets: Map<string, ReviewTarget>;
  /** What is done to each file, one after the other. */
  readonly work: Map<string, Promise<unknown>>;
  readonly resolve: (set: ChangeSet | undefined) => void;
}

/** Keeps the changes that wait for a decision. */
export function createReviews(ports: { readonly newId: () => string; readonly log: Logger }): Reviews {
  const entries = new Map<string, Entry>();
  const listeners = new Set<(id: string) => void>();

  const tell = (id: string): void => {
    for (const listener of listeners) listener(id);
  };
  const fileOf = ({ set }: Entry, path: string): FileChange | undefined =>
    set.files.find((file) => file.path === path);
  const replace = (entry: Entry, path: string, file: FileChange): void => {
    const before = fileOf(entry, path);
    if (before === undefined || before === file) return;
    entry.set = { ...entry.set, files: entry.set.files.map((each) => (each === before ? file : each)) };
    const target = entry.targets.get(path);
    // A rename that was made, or that came to nothing, changes what the file is known by.
    if (file.path !== path && target !== undefined) entry.targets.set(file.path, target);
    tell(entry.id);
  };
  const end = (entry: Entry, set: ChangeSet | undefined): void => {
    if (!entries.delete(entry.id)) return;
    entry.resolve(set);
    tell(entry.id);
  };
  const endIfDecided = (entry: Entry): void => {
    if (!entry.isGrowing && entry.work.size === 0 && pendingParts(entry.set).length === 0)
      end(entry, entry.set);
  };
  /** Does something to a file after all that is being done to it. */
  const inTurn = async <T>(entry: Entry, path: string, work: () => Promise<T>): Promise<T> => {
    const before = entry.work.get(path) ?? Promise.resolve();
    const done = before.then(work);
    const quiet = done.catch(() => undefined);
    entry.work.set(path, quiet);
    try {
      return await done;
    } finally {
      if (entry.work.get(path) === quiet) entry.work.delete(path);
      endIfDecided(entry);
    }
  };

  /** Looks at the file, and works out what is left when it has changed. */
  async function look(entry: Entry, path: string): Promise<FileChange | undefined> {
    const file = fileOf(entry, path);
    if (file === undefined) return undefined;
    const expected = outcomeOf(file);
    const current = await entry.targets.get(path)?.read(expected.path);
    const now = rebaseFile(file, isSame(expected.content, current) ? expected.content : current);
    replace(entry, path, now);
    return now;
  }

  async function accept(entry: Entry, path: string, part: string | undefined): Promise<string | undefined> {
    const file = await look(entry, path);
    const target = file === undefined ? undefined : entry.targets.get(file.path);
    if (file === undefined || target === undefined) return undefined;
    const next = decideFile(file, part, 'accepted');
    const from = outcomeOf(file);
    const to = outcomeOf(next);
    if (from.path !== to.path || !isSameContent(from.content, to.content)) await target.make(from, to);
    replace(entry, file.path, next);
    // What formats a file while it is saved has changed it once more.
    await look(entry, next.path);
    const left = fileOf(entry, next.path);
    const conflicts = left?.conflicts.filter((each) => decisionOf(left, each.part) === 'pending') ?? [];
    if (part !== undefined || conflicts.length === 0) return undefined;
    return `${path} was changed since, and ${conflicts.length === 1 ? 'one proposed change does' : `${conflicts.length} proposed changes do`} not fit any more. Accept or reject ${conflicts.length === 1 ? 'it' : 'each'} by itself.`;
  }

  async function decideOne(
    entry: Entry,
    path: string,
    part: string | undefined,
    decision: 'accepted' | 'rejected',
  ): Promise<string | undefined> {
    if (entry.targets.get(path)?.isWriting?.() === true)
      return `The change of ${path} is still being written. Wait for its end, or stop it.`;
    try {
      return await inTurn(entry, path, async () => {
        if (decision === 'accepted') return accept(entry, path, part);
        const file = fileOf(entry, path);
        // What is made already is not taken back by this.
        const parts = file === undefined ? [] : pendingOf(file).filter((each) => (part ?? each) === each);
        if (file !== undefined)
          replace(
            entry,
            path,
            parts.reduce((each, one) => decideFile(each, one, decision), file),
          );
        return undefined;
      });
    } catch (error) {
      if (!isToolError(error)) ports.log.error(error instanceof Error ? error : String(error));
      return isToolError(error) ? error.message : `${path} could not be changed. The log says more.`;
    }
  }

  return {
    get all() {
      return [...entries.values()];
    },
    get: (id) => entries.get(id),
    propose(proposer) {
      const entry = createEntry(ports.newId(), proposer);
      entries.set(entry.id, entry);
      return {
        id: entry.id,
        get set() {
          return entry.set;
        },
        settled: entry.settled,
        add(file, target) {
          if (!entries.has(entry.id)) return;
          addFile(entry, file, target);
        },
        restart(file, target) {
          if (!entries.has(entry.id)) return;
          addFile(entry, file, target, true);
        },
        complete() {
          entry.isGrowing = false;
          tell(entry.id);
          endIfDecided(entry);
        },
        withdraw: () => end(entry, undefined),
      };
    },
    async decide(id, { path, part }: DecisionTarget, decision) {
      const entry = entries.get(id);
      if (entry === undefined) return [];
      const paths = path === undefined ? entry.set.files.map((file) => file.path) : [path];
      const said: string[] = [];
      for (const each of paths) {
        const problem = await decideOne(entry, each, part, decision);
        if (problem !== undefined) said.push(problem);
      }
      return said;
    },
    fileChanged(uri) {
      for (const entry of entries.values()) {
        for (const { path, oldPath } of entry.set.files) {
          const target = entry.targets.get(path);
          const isIt = [path, oldPath].some(
            (each) => each !== undefined && target?.uri(each).toString() === uri,
          );
          if (!isIt) continue;
          inTurn(entry, path, () => look(entry, path)).catch((error: unknown) =>
            ports.log.warn(`${path} could not be looked at.`, error),
          );
        }
      }
    },
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  function addFile(entry: Entry, file: ProposedFile, target: ReviewTarget, isAnew = false): void {
    const add = (): void => {
      entry.targets.set(file.path, target);
      const files = isAnew ? entry.set.files.filter(({ path }) => path !== file.path) : entry.set.files;
      entry.set = proposeFile({ ...entry.set, files }, file);
      tell(entry.id);
    };
    const path = file.oldPath ?? file.path;
    // What is being made of the file now comes first.
    if (entry.work.has(path)) void inTurn(entry, path, async () => add());
    else add();
  }
}

/** The parts of a set that nobody has decided about. */
export function pendingParts({ files }: ChangeSet): readonly string[] {
  return files.flatMap(pendingOf);
}

/** The parts of a file that nobody has decided about. */
export function pendingOf(file: FileChange): readonly string[] {
  return partsOf(file).filter((part) => decisionOf(file, part) === 'pending');
}

function createEntry(
  id: string,
  proposer: Proposer,
): Entry & { readonly settled: ProposedReview['settled'] } {
  const { promise: settled, resolve } = Promise.withResolvers<ChangeSet | undefined>();
  const targets = new Map<string, ReviewTarget>();
  return {
    ...proposer,
    id,
    set: { id, origin: proposer.origin, files: [] },
    isGrowing: true,
    targets,
    target: (path) => targets.get(path),
    work: new Map(),
    resolve,
    settled,
  };
}

/** The editor has one kind of line end in a document, and no byte order mark. */
function isSame(expected: Content | undefined, current: Content | undefined): boolean {
  return expected?.kind === 'text' && current?.kind === 'text'
    ? sameText(expected.text, current.text)
    : isSameContent(expected, current);
}
