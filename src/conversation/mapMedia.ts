import type { MediaContent } from '../api/types';

/** A block with media, which may carry keys that its type does not name. */
export type MediaBlock = MediaContent & { readonly exported_media?: string };

const mediaTypes = new Set<unknown>(['image', 'audio', 'video', 'document']);

/** A copy of a value (a turn, a conversation) in which every block with media, however deep, is what `change` makes of it. */
export function mapMedia<T>(value: T, change: (block: MediaBlock) => MediaBlock): T {
  return mapped(value, change) as T;
}

/** The names of the media files that a value refers to, each once, with their types. */
export function mediaNames(value: unknown): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  mapMedia(value, (block) => {
    const name = block.media ?? block.exported_media;
    if (typeof name === 'string' && !names.has(name))
      names.set(name, block.mime_type ?? 'application/octet-stream');
    return block;
  });
  return names;
}

function mapped(value: unknown, change: (block: MediaBlock) => MediaBlock): unknown {
  if (Array.isArray(value)) return value.map((each) => mapped(each, change));
  if (typeof value !== 'object' || value === null) return value;
  if ('type' in value && mediaTypes.has(value.type)) return change(value as MediaBlock);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapped(each, change)]));
}
