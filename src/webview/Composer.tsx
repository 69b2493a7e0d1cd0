import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { FoundItems, PanelStatus } from '../protocol/messages';
import { Attachments } from './Attachments';
import { ContextList, contextListId } from './ContextList';
import { DropTarget } from './DropTarget';
import { givenFiles, pastedPictures } from './givenFiles';
import { Icon } from './Icon';
import { IconButton } from './IconButton';
import { focusEnd, MessageField } from './MessageField';
import { usePanel } from './panelContext';
import { StoreSwitch } from './StoreSwitch';
import { useContextPicker } from './useContextPicker';
import { words } from './words';

/** Where a question is written, with what goes along and the model that answers. */
export function Composer(props: {
  readonly draft: string;
  readonly onDraft: (draft: string) => void;
  /** Sends a text; the draft stays until the question is in the conversation. */
  readonly onSend: (text: string) => void;
  readonly status: PanelStatus | undefined;
  /** Whether the service may keep the next turn. */
  readonly stores: boolean;
  readonly running: boolean;
  readonly focusRequests: number;
  /** What is typed now: `draft` may be a frame behind, and rendering it would undo the last keys. */
  readonly currentDraft?: () => string;
  /** The answer to the latest search of what could be attached. */
  readonly found?: FoundItems | undefined;
}): JSX.Element {
  const { draft, status, running } = props;
  const { post, announce } = usePanel();
  const input = useRef<HTMLTextAreaElement>(null);
  const attachments = status?.attachments ?? [];
  // A prompt says what to do by itself.
  const complete = attachments.some(({ origin }) => origin.kind === 'prompt');
  const empty = draft.trim() === '' && !complete;
  const picker = useContextPicker({
    input,
    found: props.found,
    onDraft: props.onDraft,
    onNothing: () => send(),
  });
  const listed = picker.items.length > 0;
  const hint = hintOf(empty, attachments.length, running);

  useEffect(() => {
    if (props.focusRequests > 0) focusEnd(input.current);
  }, [props.focusRequests]);

  useEffect(() => {
    // What is typed while nothing has the focus (just after the panel was opened, say) is meant for the composer.
    const typed = (event: KeyboardEvent): void => {
      const printable = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (printable && document.activeElement === document.body) input.current?.focus();
    };
    document.addEventListener('keydown', typed);
    return () => document.removeEventListener('keydown', typed);
  }, []);

  const send = (): void => {
    input.current?.focus();
    // What stands in the field counts: the last keys may not have been rendered yet.
    const text = input.current?.value ?? '';
    picker.close();
    if (text.trim() !== '' || complete) props.onSend(text);
  };
  const paste = (event: ClipboardEvent): void => {
    const pictures = pastedPictures(event.clipboardData);
    if (pictures.length === 0) return;
    event.preventDefault();
    givenFiles(pictures).then(
      (files) => post({ type: 'attachBytes', files }),
      () => announce(words.unreadable),
    );
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {status?.notice !== undefined && status.notice !== '' && (
        <p class="notice" dir="auto">
          <Icon name="info" />
          <span>{status.notice}</span>
        </p>
      )}
      {listed && <ContextList picker={picker} />}
      <div class="inputBox">
        <Attachments attachments={attachments} onLeave={() => input.current?.focus()} />
        <MessageField
          input={input}
          name={words.message}
          onSend={send}
          onKey={picker.keyDown}
          attributes={{
            rows: 1,
            placeholder: words.placeholder,
            value: props.currentDraft?.() ?? draft,
            'aria-autocomplete': 'list',
            ...(listed && {
              'aria-controls': contextListId,
              'aria-activedescendant': `${contextListId}-${picker.chosen}`,
            }),
            onInput(event) {
              props.onDraft(event.currentTarget.value);
              picker.look();
            },
            onKeyUp: picker.look,
            onClick: picker.look,
            onBlur: picker.close,
            onPaste: paste,
          }}
        />
        <div class="tools">
          <IconButton icon="attach" name={words.attach} onClick={() => post({ type: 'attach' })} />
          <button
            type="button"
            class="modelButton"
            aria-label={words.model(status?.model ?? '')}
            title={words.model(status?.model ?? '')}
            onClick={() => post({ type: 'selectModel' })}
          >
            <span class="modelName">{status?.model ?? ''}</span>
            <Icon name="chevron-down" />
          </button>
          <StoreSwitch on={props.stores} />
          <span class="space" />
          <IconButton icon="history" name={words.history} onClick={() => post({ type: 'showHistory' })} />
          <IconButton icon="add" name={words.newChat} onClick={() => post({ type: 'newChat' })} />
          {running && (
            <IconButton
              icon="debug-stop"
              name={words.stop}
              class={empty ? 'primary' : ''}
              onClick={() => {
                input.current?.focus();
                post({ type: 'stop' });
              }}
            />
          )}
          {(!running || !empty) && (
            <IconButton icon="send" name={words.send} class="primary" disabled={empty} onClick={send} />
          )}
        </div>
      </div>
      {status?.waitsFor !== undefined ? (
        <p class="hint" role="status">
          <span dir="auto">{words.sentAfter(status.waitsFor)}</span>{' '}
          <button
            type="button"
            class="linkButton"
            onClick={() => {
              input.current?.focus();
              post({ type: 'cancelSend' });
            }}
          >
            {words.cancelSend}
          </button>
        </p>
      ) : (
        hint !== undefined && <p class="hint">{hint}</p>
      )}
      <DropTarget />
    </form>
  );
}

function hintOf(empty: boolean, attachments: number, running: boolean): string | undefined {
  if (empty) return attachments > 0 && !running ? words.typeQuestion : undefined;
  return running ? words.queueNext : undefined;
}
