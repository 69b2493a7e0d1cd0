import type { JSX } from 'preact';
import type { MediaContent } from '../api/types';
import { Icon } from './Icon';
import { Link } from './Link';
import { openableUrl } from './links';
import { mediaUrl } from './mediaUrl';
import { usePanel } from './panelContext';
import { words } from './words';

const names = {
  image: words.generatedImage,
  audio: words.generatedAudio,
  video: words.generatedVideo,
  document: 'Document',
} as const;

/** A picture, sound or film of an answer, from its own bytes or the conversation's folder, never from the network. */
export function Media({ content }: { readonly content: MediaContent }): JSX.Element {
  const { mediaBase } = usePanel();
  const name = names[content.type];
  const url = mediaUrl(content, mediaBase);
  if (url !== undefined) {
    if (content.type === 'image') return <img class="media" src={url} alt={name} />;
    if (content.type === 'audio') return <audio class="media" controls src={url} aria-label={name} />;
    if (content.type === 'video') return <video class="media" controls src={url} aria-label={name} />;
  }
  const elsewhere = content.uri === undefined ? undefined : openableUrl(content.uri);
  return (
    <div class="row">
      <Icon name={content.type === 'document' ? 'file' : 'file-media'} />
      <span>
        {elsewhere === undefined ? (
          words.mediaElsewhere(name, content.mime_type ?? '')
        ) : (
          <Link href={elsewhere}>{name}</Link>
        )}
      </span>
    </div>
  );
}
