import type { JSX } from 'preact';

/** As many sentences are kept for a screen reader that is slow to read. */
const kept = 8;

/** A sentence to be said; its number keeps two equal ones apart. */
export interface Announcement {
  readonly id: number;
  readonly text: string;
  /** Whether it is said before all else, because somebody waits for the person. */
  readonly urgent: boolean;
}

/** What is announced, after another sentence. */
export function announced(
  before: readonly Announcement[],
  sentence: Omit<Announcement, 'id'>,
): readonly Announcement[] {
  return [...before, { id: (before.at(-1)?.id ?? 0) + 1, ...sentence }].slice(-kept);
}

/** Says what it is given to screen readers, politely unless it is urgent; nobody sees it. */
export function Announcer({
  announcements,
}: {
  readonly announcements: readonly Announcement[];
}): JSX.Element {
  const region = (urgent: boolean): JSX.Element => (
    <div class="announcer" aria-live={urgent ? 'assertive' : 'polite'} aria-relevant="additions">
      {announcements
        .filter((each) => each.urgent === urgent)
        .map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
    </div>
  );
  return (
    <>
      {region(false)}
      {region(true)}
    </>
  );
}
