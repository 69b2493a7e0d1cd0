import type {
  Content,
  CreateRequest,
  FunctionResultStep,
  InteractionEvent,
  MediaContent,
  Step,
} from '../api/types';

/** The media folder of a conversation. Names are made from the content, so that the same bytes are kept once. */
export interface MediaStore {
  /**
   * Keeps bytes.
   * @returns the name of the file in the folder.
   */
  put(bytes: Uint8Array, mimeType: string): Promise<string>;
  /** @throws when the file is gone. */
  get(name: string): Promise<Uint8Array>;
}

/** Moves the bytes that events carry into files, so that neither the journal nor the panel holds base64. */
export async function storeMedia(
  events: readonly InteractionEvent[],
  store: MediaStore,
): Promise<readonly InteractionEvent[]> {
  if (!events.some(carriesMedia)) return events;
  const stored: InteractionEvent[] = [];
  for (const event of events) {
    if (event.event_type === 'step.delta' && isMedia(event.delta)) {
      stored.push({ ...event, delta: await toFile(event.delta, store) });
    } else if (
      event.event_type === 'step.start' &&
      event.step.type === 'model_output' &&
      event.step.content
    ) {
      stored.push({
        ...event,
        step: { ...event.step, content: await contentsToFiles(event.step.content, store) },
      });
    } else {
      stored.push(event);
    }
  }
  return stored;
}

/** Moves the bytes that a result of ours carries into files. */
export async function storeResult(step: FunctionResultStep, store: MediaStore): Promise<FunctionResultStep> {
  if (!isContentList(step.result) || !step.result.some(isMedia)) return step;
  return { ...step, result: await contentsToFiles(step.result, store) };
}

/** A request that is ready to go, and the blocks that had to be left out of it. */
export interface LoadedRequest {
  readonly request: CreateRequest;
  /** Whose file of the media folder is gone, or whose upload has expired; the very objects that were to be sent. */
  readonly leftOut: readonly MediaContent[];
}

/**
 * Puts the bytes back where a request names files. What can no longer be sent is left out, and so is a step of which
 * nothing remains: the rest of a conversation is worth more than the failure of all of it.
 * @param now in milliseconds since the epoch
 */
export async function loadMedia(
  request: CreateRequest,
  store: MediaStore,
  now: number,
): Promise<LoadedRequest> {
  const leftOut: MediaContent[] = [];
  const loaded = async (block: Content): Promise<readonly Content[]> => {
    if (!isMedia(block)) return [block];
    const content = await fromFile(block, store, now);
    if (content === undefined) leftOut.push(block);
    return content === undefined ? [] : [content];
  };
  const allLoaded = async (blocks: readonly Content[]): Promise<readonly Content[]> => {
    const contents: Content[] = [];
    for (const block of blocks) contents.push(...(await loaded(block)));
    return contents;
  };
  if (typeof request.input === 'string') return { request, leftOut };
  const input: (Content | Step)[] = [];
  for (const item of request.input) {
    if (isMedia(item)) {
      input.push(...(await loaded(item)));
    } else if ((item.type === 'user_input' || item.type === 'model_output') && Array.isArray(item.content)) {
      const before = item.content as readonly Content[];
      const content = await allLoaded(before);
      if (content.length > 0 || before.length === 0) input.push({ ...item, content });
    } else if (item.type === 'function_result' && isContentList(item.result)) {
      const result = await allLoaded(item.result);
      // A call has to have a result.
      input.push({ ...item, result: result.length === 0 ? 'No longer available.' : result });
    } else {
      input.push(item);
    }
  }
  return { request: { ...request, input: input as readonly Content[] | readonly Step[] }, leftOut };
}

function carriesMedia(event: InteractionEvent): boolean {
  return event.event_type === 'step.delta'
    ? isMedia(event.delta)
    : event.event_type === 'step.start' &&
        event.step.type === 'model_output' &&
        event.step.content !== undefined;
}

function isMedia(value: { readonly type: string }): value is MediaContent {
  return (
    value.type === 'image' || value.type === 'audio' || value.type === 'video' || value.type === 'document'
  );
}

function isContentList(result: FunctionResultStep['result']): result is readonly Content[] {
  return (
    Array.isArray(result) &&
    result.every((each: unknown) => typeof each === 'object' && each !== null && 'type' in each)
  );
}

async function contentsToFiles(contents: readonly Content[], store: MediaStore): Promise<readonly Content[]> {
  const stored: Content[] = [];
  for (const content of contents) stored.push(isMedia(content) ? await toFile(content, store) : content);
  return stored;
}

async function toFile(content: MediaContent, store: MediaStore): Promise<MediaContent> {
  const { data, ...rest } = content;
  if (data === undefined || data === '') return content;
  const media = await store.put(Buffer.from(data, 'base64'), content.mime_type ?? 'application/octet-stream');
  return { ...rest, media };
}

/** `undefined` when it can no longer be sent. */
async function fromFile(
  content: MediaContent,
  store: MediaStore,
  now: number,
): Promise<MediaContent | undefined> {
  const { media, expires, ...rest } = content;
  if (expires !== undefined && expires <= now) return undefined;
  if (media === undefined) return rest;
  try {
    return { ...rest, data: Buffer.from(await store.get(media)).toString('base64') };
  } catch {
    return undefined; // The store has logged why.
  }
}
