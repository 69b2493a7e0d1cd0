import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { runningTurn, turnOf, versionsOf } from '../conversation/select';
import type { Conversation, Turn } from '../conversation/state';
import { BranchedOff } from './BranchedOff';
import { Exchange } from './Exchange';
import type { FoundMessage } from './findMatches';
import { clearHighlight, highlightWords } from './highlightWords';
import { Icon } from './Icon';
import { panelContext, usePanel, type PanelContext } from './panelContext';
import { placeOf, placeOfTurn, scrollToPlace, type Place } from './place';
import { latestPlan } from './planSteps';
import { waitsFor } from './turnState';
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
  /** Whether there are earlier turns that are not here yet. */
  readonly more: boolean;
  /** Where the reader was when the page was last open. */
  readonly place: Place | undefined;
  /** Told where the reader is; `undefined` is the end. */
  readonly onPlace: (place: Place | undefined) => void;
  /** The message that is to be shown, with the words that are marked in it. */
  readonly shown: { readonly found: FoundMessage; readonly words: string } | undefined;
}): JSX.Element {
  const { turns, conversation, more, shown, onPlace } = props;
  const panel = usePanel();
  const busy = runningTurn(conversation) !== undefined;
  const scroller = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLButtonElement>(null);
  const bottom = useRef<HTMLButtonElement>(null);
  const plan = latestPlan(turns);
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

  // A new question brings the reader to the end. Otherwise they come to the place that is wanted as soon as that turn is
  // there, unless they have gone elsewhere.
  const lastId = turns.at(-1)?.id;
  const knownLast = useRef(lastId);
  useLayoutEffect(() => {
    const changed = knownLast.current !== lastId;
    knownLast.current = lastId;
    if (changed && turns.at(-1)?.status === 'running') wanted.current = undefined;
    const place = wanted.current;
    if (place !== undefined && turns.some(({ id }) => id === place.turnId)) {
      wanted.current = undefined;
      showTurn(place);
    } else if (changed) {
      onPage.showEnd();
      toEnd();
    }
  }, [turns]);
  useEffect(() => {
    if (more && (onPage.nearFirst || wanted.current !== undefined)) panel.post({ type: 'fetchTurns' });
  }, [more, turns[0], range]);

  const known = useRef(conversation);
  known.current = conversation;
  // Another version of a turn takes the place of the one before.
  const context = useMemo<PanelContext>(
    () => ({
      ...panel,
      post(message) {
        if (message.type === 'showVersion' && scroller.current !== null)
          wanted.current = placeOfVersion(scroller.current, known.current, message.turnId);
        panel.post(message);
      },
    }),
    [panel],
  );

  useTurnKeys(scroller);
  useReached(scroller, top, onPage.showEarlier, [hasEarlier, range]);
  useReached(scroller, bottom, onPage.showLater, [hasLater, range]);
  const sought = useRef(shown);
  useLayoutEffect(() => {
    sought.current = shown;
    if (shown === undefined) clearHighlight();
  }, [shown]);
  useLayoutEffect(() => {
    if (shown === undefined) return;
    const { turnId, by } = shown.found;
    const article = scroller.current?.querySelector(
      `article.${by === 'you' ? 'yours' : 'geminis'}[data-turn="${CSS.escape(turnId)}"]`,
    );
    const place = article ? highlightWords(article, shown.words) : undefined;
    // The reader is brought there once, and may go on from there.
    if (sought.current === undefined) return;
    if (article) {
      sought.current = undefined;
      leaveEnd();
      const element = place?.startContainer.parentElement ?? article;
      settle(() => element.scrollIntoView({ block: 'center' }));
    } else {
      onPage.showTurn(turnId);
    }
  }, [shown, range]);

  const end = turns.at(-1);
  const waits = end?.status === 'running' ? waitsFor(end) : undefined;
  return (
    <panelContext.Provider value={context}>
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
            {!hasEarlier && more && <p class="quietLine">{words.loadingEarlier}</p>}
            {onPage.shown.map((turn) => {
              const versions = versionsOf(conversation, turn);
              const at = versions.indexOf(turn);
              return (
                <Exchange
                  key={turn.id}
                  turn={turn}
                  last={turn.id === lastId}
                  planKey={plan?.turnId === turn.id ? plan.callKey : ''}
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
            {!hasLater && <BranchedOff conversation={conversation} lastId={lastId} />}
          </div>
        </div>
        {(!atEnd || hasLater) && (
          <button type="button" class="jump" onClick={showEnd}>
            <Icon name="arrow-down" />
            {waits ?? words.latest}
          </button>
        )}
      </div>
    </panelContext.Provider>
  );
}

/** Where a version of a turn is to be: where another one is now. */
function placeOfVersion(log: Element, conversation: Conversation, turnId: string): Place | undefined {
  const turn = turnOf(conversation, turnId);
  const versions = turn === undefined ? [] : versionsOf(conversation, turn);
  const place = versions.map(({ id }) => placeOfTurn(log, id)).find((each) => each !== undefined);
  return place === undefined ? undefined : { turnId, top: place.top };
}
