import type { JSX } from 'preact';
import { IconButton } from './IconButton';
import { usePanel } from './panelContext';
import { words } from './words';

/** Where a turn stands among its versions; the ids of its neighbours are empty where there is none. */
export interface VersionPlace {
  /** Counted from 1. */
  readonly at: number;
  readonly count: number;
  readonly previousId: string;
  readonly nextId: string;
}

/** The way from one version of a turn to another. */
export function Versions({ at, count, previousId, nextId }: VersionPlace): JSX.Element {
  const { post } = usePanel();
  return (
    <span class="versions">
      <IconButton
        icon="chevron-left"
        name={words.previousVersion}
        disabled={previousId === ''}
        onClick={() => post({ type: 'showVersion', turnId: previousId })}
      />
      <span>{words.version(at, count)}</span>
      <IconButton
        icon="chevron-right"
        name={words.nextVersion}
        disabled={nextId === ''}
        onClick={() => post({ type: 'showVersion', turnId: nextId })}
      />
    </span>
  );
}
