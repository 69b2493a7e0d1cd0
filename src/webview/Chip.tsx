import type { JSX } from 'preact';
import type { Origin } from '../conversation/state';
import type { UploadState } from '../conversation/uploadState';
import { estimatedTokens } from './estimatedTokens';
import { Icon } from './Icon';
import { visibleText } from '../util/visibleText';
import { kindWords, words } from './words';

/** The icon of each kind of attachment. */
export const kindIcons: Readonly<Record<Origin['kind'], string>> = {
  selection: 'selection',
  file: 'file-code',
  folder: 'folder',
  image: 'file-media',
  audio: 'unmute',
  video: 'device-camera-video',
  document: 'file',
  problems: 'warning',
  changes: 'git-compare',
  terminal: 'terminal',
  prompt: 'lightbulb-sparkle',
};

/**
 * The name of an attachment that opens it on a click; its tooltip holds the path, kind, lines, size and tokens.
 * What goes to the service by itself shows how far it has come instead of its tokens.
 */
export function Chip(props: {
  readonly origin: Origin;
  readonly upload?: UploadState | undefined;
  readonly onOpen: () => void;
}): JSX.Element {
  const { origin, upload } = props;
  const name = visibleText(origin.name);
  const tokens = estimatedTokens(origin);
  const underWay = upload === undefined ? undefined : words.upload(upload);
  return (
    <button type="button" class="chip" title={tooltip(origin, upload)} onClick={props.onOpen}>
      <Icon name={upload?.state === 'failed' ? 'error' : iconOf(origin)} />
      <span class="chipName">{name}</span> <span class="chipSize">{words.size(origin.bytes)}</span>
      {underWay !== undefined ? (
        <span class="chipUpload"> {underWay}</span>
      ) : (
        tokens !== undefined && <span class="chipTokens"> {words.about(tokens)}</span>
      )}
    </button>
  );
}

function iconOf({ kind, mimeType }: Origin): string {
  return mimeType === 'application/pdf' ? 'file-pdf' : kindIcons[kind];
}

function tooltip(origin: Origin, upload: UploadState | undefined): string {
  const { path, name, kind, mimeType, firstLine, lastLine, pages, bytes } = origin;
  const tokens = estimatedTokens(origin);
  return [
    visibleText(path ?? name),
    mimeType === undefined ? kindWords[kind] : `${kindWords[kind]} (${mimeType})`,
    ...(firstLine === undefined ? [] : [words.lines(firstLine, lastLine ?? firstLine)]),
    ...(pages === undefined ? [] : [words.pages(pages)]),
    words.size(bytes),
    ...(tokens === undefined ? [] : [words.about(tokens)]),
    ...(upload === undefined ? [] : [words.uploadPlace]),
  ].join('\n');
}
