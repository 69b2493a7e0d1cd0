import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { childrenOf, runningTurn, versionsOf } from '../conversation/select';
import type { Conversation, Turn } from '../conversation/state';
import { Exchange } from './Exchange';
import type { FoundMessage } from './findMatches';
import { clearHighlight, highlightWords } from './highlightWords';
import { Icon } from './Icon';
import { usePanel } from './panelContext';
import { placeOf, placeOfTurn, scrollToPlace, type Place } from './place';
import { useReached } from './useReached';
import { useSettling } from './useSettling';
import { useTurnKeys } from './useTurnKeys';
import { useStickToEnd } from './useStickToEnd';
import { useTurnWindow } from './useTurnWindow';
import { words } from './words';

/** The conversation: the turns around the reader, which is at its end at first. */
export function Transcript(props: {
  readonly turns: readonly Turn[];
  readonly conversation: Conversation;
  /** Whether earlier turns are still to come. */
  readonly loading: boolean;
  /** Where the reader was when the page was last open. */
  readonly place: Place | undefined;
  /** Told where the reader is; `undefined` is the end. */
  readonly onPlace: (place: Place | undefined) => void;
  /** The message that is to be shown, with the words that are marked in it. */
  readonly shown: { readonly found: FoundMessage; readonly words: string } | undefined;
}): JSX.Element {
  const { turns, conversation, loading, shown, onPlace } = props;
  const { post } = usePanel();
  const busy = runningTurn(conversation) !== undefined;
  const later = childrenOf(conversation, turns.at(-1)?.id).at(-1);
  const scroller = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLButtonElement>(null);
  const bottom = useRef<HTMLButtonElement>(null);
  const onPage = useTurnWindow(scroller, turns);
  const { range, hasEarlier, hasLater } = onPage;
  const settle = useSettling();
  const wanted = useRef(props.place);
  const { atEnd, toEnd, leaveEnd } = useStickToEnd(scroller, !hasLater, (rests) => {
    if (!rests) wanted.current = undefined;
    if (wanted.current === undefined)
      onPlace(rests || scroller.current === null ? undefined : placeOf(scroller.current));
  });
  const showEnd = (): void => {
    wanted.current = undefined;
    onPage.showEnd();
    toEnd();
  };
  const showTurn = (place: Place): void => {
    leaveEnd();
    onPage.showTurn(place.turnId);
    settle(() => {
      if (scroller.current !== null) scrollToPlace(scroller.current, place);
    });
  };

  // The reader comes back to where they were as soon as that turn is there, unless they have gone elsewhere.
  useLayoutEffect(() => {
    const place = wanted.current;
    if (place === undefined || !turns.some(({ id }) => id === place.turnId)) return;
    wanted.current = undefined;
    showTurn(place);
  }, [turns]);

  // A new question brings the reader to the end, another version of a turn stays where the one before was.
  const lastId = turns.at(-1)?.id;
  const known = useRef(turns);
  const change = useRef<Place | undefined>(undefined);
  if (known.current.at(-1)?.id !== lastId)
    change.current = versionChange(known.current, turns, scroller.current);
  useLayoutEffect(() => {
    const lastKnown = known.current.at(-1)?.id;
    known.current = turns;
    if (lastKnown === lastId) return;
    if (change.current === undefined) showEnd();
    else showTurn(change.current);
  }, [turns]);

  useTurnKeys(scroller);
  useReached(scroller, top, onPage.showEarlier, [hasEarlier, range]);
  useReached(scroller, bottom, onPage.showLater, [hasLater, range]);
  useLayoutEffect(() => {
    if (shown === undefined) {
      clearHighlight();
      return;
    }
    const { turnId, by } = shown.found;
    const article = scroller.current?.querySelector(
      `article.${by === 'you' ? 'yours' : 'geminis'}[data-turn="${CSS.escape(turnId)}"]`,
    );
    if (article) {
      leaveEnd();
      const place = highlightWords(article, shown.words);
      const element = place?.startContainer.parentElement ?? article;
      settle(() => element.scrollIntoView({ block: 'center' }));
    } else if (turns.some(({ id }) => id === turnId)) {
      // It is marked when it is on the page.
      onPage.showTurn(turnId);
    }
  }, [shown, range]);

  return (
    <div class="transcript">
      <div
        class="log"
        ref={scroller}
        role="log"
        aria-label={words.conversation}
        // Sentences are announced by the announcer, not letter by letter.
        aria-live="off"
        tabIndex={0}
      >
        <div class="turns">
          {hasEarlier && (
            <button ref={top} type="button" class="quietButton" onClick={onPage.showEarlier}>
              {words.earlier}
            </button>
          )}
          {!hasEarlier && loading && <p class="quietLine">{words.loadingEarlier}</p>}
          {onPage.shown.map((turn) => {
            const versions = versionsOf(conversation, turn);
            const at = versions.indexOf(turn);
            return (
              <Exchange
                key={turn.id}
                turn={turn}
                last={turn.id === lastId}
                busy={busy}
                versionAt={at + 1}
                versionCount={versions.length}
                previousId={versions[at - 1]?.id ?? ''}
                nextId={versions[at + 1]?.id ?? ''}
              />
            );
          })}
          {hasLater && (
            <button ref={bottom} type="button" class="quietButton" onClick={onPage.showLater}>
              {words.later}
            </button>
          )}
          {!hasLater && later !== undefined && (
            <p class="branchedOff">
              <span>{words.branchedOff}</span>
              <button
                type="button"
                class="quietButton"
                onClick={() => post({ type: 'showVersion', turnId: later.id })}
              >
                {words.laterMessages}
              </button>
            </p>
          )}
        </div>
      </div>
      {(!atEnd || hasLater) && (
        <button type="button" class="jump" onClick={showEnd}>
          <Icon name="arrow-down" />
          {words.latest}
        </button>
      )}
    </div>
  );
}

/**
 * The turn that has taken the place of another version of it, and where that one is on the page; `undefined` when the
 * conversation has changed in another way, such as by a new version whose answer runs.
 */
function versionChange(
  before: readonly Turn[],
  after: readonly Turn[],
  log: Element | null,
): Place | undefined {
  const at = after.findIndex(({ id }, index) => id !== before[index]?.id);
  const from = before[at];
  const to = after[at];
  if (from === undefined || to === undefined || from.parentId !== to.parentId) return undefined;
  if (to.status === 'running') return undefined;
  const place = log === null ? undefined : placeOfTurn(log, from.id);
  return { turnId: to.id, top: place?.top ?? 0 };
}
