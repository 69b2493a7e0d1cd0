import type { InputBlock, Origin } from '../conversation/state';
import type { UploadState } from '../conversation/uploadState';
import type { LargeFile } from './largeFile';
import type { Upload, Uploads } from './uploads';

/** An attachment that waits, as its chip shows it. */
export interface DraftAttachment {
  readonly id: string;
  readonly origin: Origin;
  /** How far it has come, when it goes to the service by itself. */
  readonly upload?: UploadState;
}

/** The next message: its text, and what is attached to it. */
export interface Draft {
  readonly attachments: readonly DraftAttachment[];
  /** The blocks of the attachments, in order; those of uploads without an address. */
  readonly blocks: readonly InputBlock[];
  readonly text: string;
  /** Keeps what the person has typed; `by` is where it was typed, and is told to those who listen. */
  type(text: string, by: object): void;
  /** Calls the listener when the text was changed by another than `by`. Returns the way to stop that. */
  onType(by: object, listener: (text: string) => void): () => void;
  /** A sentence about the last thing that could not be done; gone after the next change. */
  readonly notice: string | undefined;
  /** Adds a block; one of the same origin is replaced, so that attaching twice sends once. */
  add(block: InputBlock): void;
  /** Adds a block whose bytes go to the service by themselves, and begins to bring them there. */
  addLarge(block: InputBlock, file: LargeFile): void;
  remove(id: string): void;
  /** Starts an upload again that has failed. */
  retry(id: string): void;
  /** Starts uploads again that the service is about to forget. */
  refresh(): void;
  /** The blocks, in order, leaving the draft empty. Uploads must be ready. */
  take(): readonly InputBlock[];
  block(id: string): InputBlock | undefined;
  /** How many bytes go along within the message as anything but text, without those of one URI. */
  mediaBytes(except?: string): number;
  note(notice: string): void;
  /** Calls the listener when attachments, uploads or the notice have changed. */
  onChange(listener: () => void): () => void;
}

export interface DraftOptions {
  readonly newId: () => string;
  readonly uploads: Pick<Uploads, 'start'>;
  readonly text?: string;
  /** Called with every change of the text. */
  readonly keepText?: (text: string) => void;
  /** Called when attachments have come or gone. */
  readonly keepBlocks?: (blocks: readonly InputBlock[]) => void;
}

interface Item {
  readonly id: string;
  readonly block: InputBlock;
  readonly upload?: Upload;
}

/** Creates a draft without attachments. */
export function createDraft(options: DraftOptions): Draft {
  const { newId, uploads, text = '', keepText = () => {}, keepBlocks = () => {} } = options;
  let typed = text;
  let items: readonly Item[] = [];
  let notice: string | undefined;
  const listeners = new Set<() => void>();
  const typists = new Map<object, (text: string) => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const change = (next: typeof items, said?: string): void => {
    const before = items;
    items = next;
    notice = said;
    if (items !== before) keepBlocks(items.map(({ block }) => block));
    tell();
  };
  const itemOf = (id: string): Item | undefined => items.find((item) => item.id === id);
  const atPlaceOf = (block: InputBlock): Item | undefined =>
    items.find((item) => placeOf(item.block) === placeOf(block));
  const put = (item: Item): void => {
    const replaced = atPlaceOf(item.block);
    change([...items.filter((each) => each !== replaced), item]);
  };
  return {
    get attachments() {
      return items.flatMap(({ id, block: { origin }, upload }) =>
        origin === undefined
          ? []
          : [{ id, origin, ...(upload === undefined ? {} : { upload: upload.state }) }],
      );
    },
    get blocks() {
      return items.map(({ block }) => block);
    },
    get text() {
      return typed;
    },
    type(next, by) {
      if (next === typed) return;
      typed = next;
      keepText(next);
      for (const [other, listener] of typists) if (other !== by) listener(next);
    },
    onType(by, listener) {
      typists.set(by, listener);
      return () => typists.delete(by);
    },
    get notice() {
      return notice;
    },
    add(block) {
      atPlaceOf(block)?.upload?.release();
      put({ id: newId(), block });
    },
    addLarge(block, file) {
      const upload = uploads.start(file, atPlaceOf(block)?.upload);
      put({ id: newId(), block, upload });
      upload.onChange(tell);
    },
    remove(id) {
      itemOf(id)?.upload?.release();
      change(items.filter((item) => item.id !== id));
    },
    retry: (id) => itemOf(id)?.upload?.retry(),
    refresh() {
      for (const { upload } of items) if (upload?.livesLong === false) upload.retry();
    },
    take() {
      const blocks = items.map(({ block, upload }) => {
        upload?.markSent();
        return upload?.place === undefined ? block : withPlace(block, upload.place);
      });
      change([]);
      return blocks;
    },
    block: (id) => itemOf(id)?.block,
    mediaBytes: (except) =>
      items
        .filter(({ block, upload }) => upload === undefined && goesInline(block))
        .filter(({ block }) => except === undefined || block.origin?.uri !== except)
        .reduce((sum, { block }) => sum + (block.origin?.bytes ?? 0), 0),
    note: (said) => change(items, said),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Whether the bytes of a block travel in the message itself. */
function goesInline({ content }: InputBlock): boolean {
  return content.type !== 'text' && !('uri' in content && content.uri !== undefined);
}

function withPlace(block: InputBlock, place: { readonly uri: string; readonly expires: number }): InputBlock {
  const { content, ...rest } = block;
  return content.type === 'text' || content.type === 'unknown'
    ? block
    : { ...rest, content: { ...content, ...place } };
}

function placeOf({ origin }: InputBlock): string {
  return JSON.stringify([origin?.kind, origin?.uri, origin?.firstLine, origin?.lastLine, origin?.name]);
}
