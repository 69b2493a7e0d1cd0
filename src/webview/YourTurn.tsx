import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { attachmentsOf, questionOf } from '../conversation/select';
import type { Turn } from '../conversation/state';
import { Chip } from './Chip';
import { EditMessage } from './EditMessage';
import { IconButton } from './IconButton';
import { mediaUrl } from './mediaUrl';
import { usePanel } from './panelContext';
import { Versions, type VersionPlace } from './Versions';
import { visibleText } from '../util/visibleText';
import { words } from './words';

/** What the person asked, with the attachments that went along. */
export function YourTurn(props: {
  readonly turn: Turn;
  /** Whether an answer runs, on whatever branch: then nothing can be sent anew. */
  readonly busy: boolean;
  readonly versions: VersionPlace | undefined;
}): JSX.Element {
  const { turn, busy, versions } = props;
  const { post, mediaBase } = usePanel();
  const [editing, setEditing] = useState(false);
  const send = (text: string): void => {
    setEditing(false);
    post({ type: 'editMessage', turnId: turn.id, text });
  };
  const question = questionOf(turn);
  const attachments = attachmentsOf(turn);
  return (
    <article class="turn yours" aria-label={words.you} data-turn={turn.id} tabIndex={-1}>
      {attachments.length > 0 && (
        <div class="chips">
          {attachments.map(({ at, block: { content, origin } }) => {
            if (origin === undefined) return null;
            const open = (): void => post({ type: 'openOrigin', turnId: turn.id, input: at });
            const picture = content.type === 'image' ? mediaUrl(content, mediaBase) : undefined;
            if (picture === undefined) return <Chip key={at} origin={origin} onOpen={open} />;
            const name = visibleText(origin.name);
            return (
              <button
                key={at}
                type="button"
                class="thumbnail"
                title={name}
                aria-label={words.open(name)}
                onClick={open}
              >
                <img src={picture} alt="" />
              </button>
            );
          })}
        </div>
      )}
      {editing ? (
        <EditMessage text={question} onSend={send} onCancel={() => setEditing(false)} />
      ) : (
        question !== '' && (
          <div class="question" dir="auto">
            {question}
          </div>
        )
      )}
      {!editing && (
        <div class="yourActions">
          {versions !== undefined && <Versions {...versions} />}
          <span class="actions">
            <IconButton
              icon="edit"
              name={words.editMessage}
              disabled={busy}
              onClick={() => setEditing(true)}
            />
            <IconButton
              icon="discard"
              name={words.restore}
              disabled={busy}
              onClick={() => post({ type: 'restore', turnId: turn.id })}
            />
          </span>
        </div>
      )}
    </article>
  );
}
