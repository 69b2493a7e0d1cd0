import type { MediaContent } from '../api/types';
import type { Conversation } from '../conversation/state';
import { visibleText } from '../util/visibleText';

const kinds: Readonly<Record<MediaContent['type'], string>> = {
  image: 'a picture',
  audio: 'a sound',
  video: 'a film',
  document: 'a document',
};

/** Says which blocks a turn was sent without, and why; empty when there are none. */
export function leftOutNote(blocks: readonly MediaContent[], conversation: Conversation): string {
  const expired = blocks.filter(({ media }) => media === undefined);
  const gone = blocks.filter(({ media }) => media !== undefined);
  return [
    sentence(
      expired,
      conversation,
      'no longer at the service, which keeps uploads for 48 hours, and',
      ' Attach it again to go on with it.',
    ),
    sentence(gone, conversation, 'no longer on this computer and', ''),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function sentence(
  blocks: readonly MediaContent[],
  conversation: Conversation,
  reason: string,
  advice: string,
): string {
  const names = [...new Set(blocks.map((block) => nameOf(block, conversation)))];
  if (names.length === 0) return '';
  const many = names.length > 1;
  const listed = names.join(', ').replace(/^a (?=\w+(?:,|$))/, 'A ');
  return `${listed} ${many ? 'are' : 'is'} ${reason} ${many ? 'were' : 'was'} left out.${many ? '' : advice}`;
}

function nameOf(block: MediaContent, { turns }: Conversation): string {
  for (const { input } of turns) {
    const name = input.find(({ content }) => content === block)?.origin?.name;
    if (name !== undefined) return visibleText(name);
  }
  return kinds[block.type];
}
