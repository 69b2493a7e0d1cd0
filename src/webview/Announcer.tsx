import type { JSX } from 'preact';

/** As many sentences are kept for a screen reader that is slow to read. */
const kept = 8;

/** A sentence to be said; its number keeps two equal ones apart. */
export interface Announcement {
  readonly id: number;
  readonly text: string;
}

/** What is announced, after another sentence. */
export function announced(before: readonly Announcement[], text: string): readonly Announcement[] {
  return [...before, { id: (before.at(-1)?.id ?? 0) + 1, text }].slice(-kept);
}

/** Says what it is given to screen readers, politely; nobody sees it. */
export function Announcer({
  announcements,
}: {
  readonly announcements: readonly Announcement[];
}): JSX.Element {
  return (
    <div class="announcer" aria-live="polite" aria-relevant="additions">
      {announcements.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
