import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { childrenOf, runningTurn, versionsOf } from '../conversation/select';
import type { Conversation, Turn } from '../conversation/state';
import { Exchange } from './Exchange';
import type { FoundMessage } from './findMatches';
import { clearHighlight, highlightWords } from './highlightWords';
import { Icon } from './Icon';
import { usePanel } from './panelContext';
import { useTurnKeys } from './useTurnKeys';
import { useStickToEnd } from './useStickToEnd';
import { words } from './words';

/** As many turns are shown at first, and as many more whenever the reader comes to the top. */
const page = 10;

/** The conversation: its last turns, and older ones as they are scrolled to. */
export function Transcript(props: {
  readonly turns: readonly Turn[];
  readonly conversation: Conversation;
  /** Whether earlier turns are still to come. */
  readonly loading: boolean;
  /** How far from the end it was scrolled when the page was last open, in pixels. */
  readonly fromEnd: number;
  readonly onScroll: (fromEnd: number) => void;
  /** The message that is to be shown, with the words that are marked in it. */
  readonly shown: { readonly found: FoundMessage; readonly words: string } | undefined;
}): JSX.Element {
  const { turns, conversation } = props;
  const { post } = usePanel();
  const busy = runningTurn(conversation) !== undefined;
  const later = childrenOf(conversation, turns.at(-1)?.id).at(-1);
  const [shownPages, setShownPages] = useState(1);
  const scroller = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLButtonElement>(null);
  const first = Math.max(0, turns.length - shownPages * page);
  const lastId = turns.at(-1)?.id;
  const { atEnd, toEnd } = useStickToEnd(scroller, props.fromEnd, props.onScroll);

  // A new question brings the reader to the end, whatever was read before.
  const knownLast = useRef(lastId);
  useEffect(() => {
    if (knownLast.current === lastId) return;
    knownLast.current = lastId;
    setShownPages(1);
    toEnd();
  }, [lastId]);

  useTurnKeys(scroller);
  const { shown } = props;
  useLayoutEffect(() => {
    if (shown === undefined) {
      clearHighlight();
      return;
    }
    const at = turns.findIndex(({ id }) => id === shown.found.turnId);
    if (at < first) {
      // It is marked when it is on the page.
      setShownPages(Math.ceil((turns.length - at) / page));
      return;
    }
    const by = shown.found.by === 'you' ? 'yours' : 'geminis';
    const article = scroller.current?.querySelector(
      `article.${by}[data-turn="${CSS.escape(shown.found.turnId)}"]`,
    );
    const place = article ? highlightWords(article, shown.words) : undefined;
    (place?.startContainer.parentElement ?? article)?.scrollIntoView({ block: 'center' });
  }, [shown, shownPages]);

  const heightBefore = useRef<number | undefined>(undefined);
  const showEarlier = (): void => {
    heightBefore.current = scroller.current?.scrollHeight;
    setShownPages((pages) => pages + 1);
  };
  // What was on the screen stays where it was when turns are added above it.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || heightBefore.current === undefined) return;
    element.scrollTop += element.scrollHeight - heightBefore.current;
    heightBefore.current = undefined;
  }, [shownPages]);
  useEffect(() => {
    const button = top.current;
    if (button === null || scroller.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) showEarlier();
      },
      { root: scroller.current },
    );
    observer.observe(button);
    return () => observer.disconnect();
  }, [first > 0, shownPages]);

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
          {first > 0 && (
            <button ref={top} type="button" class="quietButton" onClick={showEarlier}>
              {words.earlier}
            </button>
          )}
          {first === 0 && props.loading && <p class="quietLine">{words.loadingEarlier}</p>}
          {turns.slice(first).map((turn) => {
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
          {later !== undefined && (
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
      {!atEnd && (
        <button type="button" class="jump" onClick={toEnd}>
          <Icon name="arrow-down" />
          {words.latest}
        </button>
      )}
    </div>
  );
}
