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

/** Puts the bytes back where a request names files. */
export async function loadMedia(request: CreateRequest, store: MediaStore): Promise<CreateRequest> {
  if (typeof request.input === 'string') return request;
  const input: (Content | Step)[] = [];
  for (const item of request.input) {
    if (isMedia(item)) {
      input.push(await fromFile(item, store));
    } else if ((item.type === 'user_input' || item.type === 'model_output') && Array.isArray(item.content)) {
      const content: Content[] = [];
      for (const block of item.content as readonly Content[]) {
        content.push(isMedia(block) ? await fromFile(block, store) : block);
      }
      input.push({ ...item, content });
    } else if (item.type === 'function_result' && isContentList(item.result)) {
      const result: Content[] = [];
      for (const block of item.result) result.push(isMedia(block) ? await fromFile(block, store) : block);
      input.push({ ...item, result });
    } else {
      input.push(item);
    }
  }
  return { ...request, input: input as readonly Content[] | readonly Step[] };
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

async function fromFile(content: MediaContent, store: MediaStore): Promise<MediaContent> {
  const { media, ...rest } = content;
  if (media === undefined) return content;
  return { ...rest, data: Buffer.from(await store.get(media)).toString('base64') };
}
