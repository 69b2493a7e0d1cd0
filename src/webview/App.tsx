import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { path, runningTurn } from '../conversation/select';
import { announced, Announcer, type Announcement } from './Announcer';
import { Banners } from './Banners';
import { BranchedOff } from './BranchedOff';
import { Composer } from './Composer';
import { panelContext, type Announce, type PanelContext } from './panelContext';
import type { Store } from './store';
import { Find } from './Find';
import type { FoundMessage } from './findMatches';
import type { Place } from './place';
import { Queue } from './Queue';
import { Transcript } from './Transcript';
import { useAnswerAnnouncements } from './useAnswerAnnouncements';
import { useCallAnnouncements } from './useCallAnnouncements';
import { useSending } from './useSending';
import type { VsCodeApi } from './vscodeApi';
import { Welcome } from './Welcome';
import { words } from './words';

/** The chat panel. */
export function App({ store, api }: { readonly store: Store; readonly api: VsCodeApi }): JSX.Element {
  const [, setRendered] = useState(0);
  useEffect(() => store.subscribe(() => setRendered((count) => count + 1)), [store]);
  const mediaBase = store.get().status?.mediaBase ?? '';
  const [announcements, addAnnouncement] = useReducer(announced, [] as readonly Announcement[]);
  const announce = useCallback<Announce>(
    (text, urgency) => addAnnouncement({ text, urgent: urgency === 'urgent' }),
    [],
  );
  const context = useMemo<PanelContext>(
    () => ({ post: (message) => api.post(message), announce, mediaBase }),
    [api, announce, mediaBase],
  );
  return (
    <panelContext.Provider value={context}>
      <Panel store={store} api={api} announce={announce} />
      <Announcer announcements={announcements} />
    </panelContext.Provider>
  );
}

function Panel(props: {
  readonly store: Store;
  readonly api: VsCodeApi;
  readonly announce: Announce;
}): JSX.Element {
  const { store, api, announce } = props;
  const { conversation, more, status, draft, focusRequests, found } = store.get();
  const turns = useMemo(() => (conversation === undefined ? [] : path(conversation)), [conversation]);
  const running = conversation !== undefined && runningTurn(conversation) !== undefined;
  const stores = conversation?.store ?? status?.store ?? true;
  const setDraft = useCallback((text: string) => store.setDraft(text), [store]);
  const currentDraft = useCallback(() => store.get().draft, [store]);
  const send = useSending({ currentDraft, onDraft: setDraft, conversation, status });
  useAnswerAnnouncements(conversation === undefined ? undefined : turns.at(-1), announce);
  useCallAnnouncements(turns.at(-1), announce);
  useEffect(() => {
    if (status?.notice) announce(status.notice);
  }, [status?.notice]);
  useEffect(() => {
    if (!running) return undefined;
    const stopOnEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.isComposing) api.post({ type: 'stop' });
    };
    document.addEventListener('keydown', stopOnEscape);
    return () => document.removeEventListener('keydown', stopOnEscape);
  }, [running]);

  const [finding, setFinding] = useState(false);
  const [shown, setShown] = useState<{ readonly found: FoundMessage; readonly words: string } | undefined>(
    undefined,
  );
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if (
        event.key.toLowerCase() !== 'f' ||
        !(event.ctrlKey || event.metaKey) ||
        event.altKey ||
        event.shiftKey
      )
        return;
      event.preventDefault();
      setFinding(true);
    };
    document.addEventListener('keydown', open);
    return () => document.removeEventListener('keydown', open);
  }, []);
  const showFound = useCallback((found: FoundMessage | undefined, text: string): void => {
    setShown(found === undefined ? undefined : { found, words: text });
  }, []);
  const closeFind = (): void => {
    setFinding(false);
    setShown(undefined);
    store.receive({ type: 'focusInput' });
  };

  const [restored] = useState(() => api.load());
  const conversationId = conversation?.id ?? '';
  useEffect(() => {
    if (conversationId !== '' && api.load().conversationId !== conversationId) api.save({ conversationId });
  }, [api, conversationId]);
  const savePlace = useCallback(
    (place: Place | undefined) => api.save({ conversationId, ...(place === undefined ? {} : { place }) }),
    [api, conversationId],
  );
  return (
    <div class="panel">
      {status !== undefined && (
        <Banners status={status} stores={stores} storedBefore={turns.some(({ stored }) => stored)} />
      )}
      {finding && turns.length > 0 && (
        <Find turns={turns} more={more} onShow={showFound} onClose={closeFind} />
      )}
      {conversation === undefined ? (
        <p class="loading">{words.loading}</p>
      ) : turns.length === 0 ? (
        <div class="empty">
          <BranchedOff conversation={conversation} lastId={undefined} />
          <Welcome status={status} onSuggestion={(text) => store.receive({ type: 'focusInput', text })} />
        </div>
      ) : (
        <Transcript
          key={conversation.id}
          turns={turns}
          conversation={conversation}
          more={more}
          place={restored.conversationId === conversation.id ? restored.place : undefined}
          onPlace={savePlace}
          shown={shown}
        />
      )}
      {conversation !== undefined && conversation.queue.length > 0 && (
        <Queue messages={conversation.queue} running={running} />
      )}
      <Composer
        draft={draft}
        onDraft={setDraft}
        onSend={send}
        status={status}
        stores={stores}
        running={running}
        focusRequests={focusRequests}
        found={found}
        currentDraft={currentDraft}
      />
    </div>
  );
}
