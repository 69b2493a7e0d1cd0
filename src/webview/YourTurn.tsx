import type { JSX } from 'preact';
import { attachmentsOf, questionOf } from '../conversation/select';
import type { Turn } from '../conversation/state';
import { Chip } from './Chip';
import { mediaUrl } from './mediaUrl';
import { usePanel } from './panelContext';
import { visibleText } from './visibleText';
import { words } from './words';

/** What the person asked, with the attachments that went along. */
export function YourTurn({ turn }: { readonly turn: Turn }): JSX.Element {
  const { post, mediaBase } = usePanel();
  const question = questionOf(turn);
  const attachments = attachmentsOf(turn);
  return (
    <article class="turn yours" aria-label={words.you}>
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
      {question !== '' && (
        <div class="question" dir="auto">
          {question}
        </div>
      )}
    </article>
  );
}
