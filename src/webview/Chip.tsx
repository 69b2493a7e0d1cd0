import type { JSX } from 'preact';
import type { Origin } from '../conversation/state';
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
};

/** The name of an attachment that opens it on a click; its tooltip holds the path, kind, lines, size and tokens. */
export function Chip(props: { readonly origin: Origin; readonly onOpen: () => void }): JSX.Element {
  const { origin } = props;
  const name = visibleText(origin.name);
  const tokens = estimatedTokens(origin);
  return (
    <button type="button" class="chip" title={tooltip(origin)} onClick={props.onOpen}>
      <Icon name={origin.mimeType === 'application/pdf' ? 'file-pdf' : kindIcons[origin.kind]} />
      <span class="chipName">{name}</span> <span class="chipSize">{words.size(origin.bytes)}</span>
      {tokens !== undefined && <span class="chipTokens"> {words.about(tokens)}</span>}
    </button>
  );
}

function tooltip(origin: Origin): string {
  const { path, name, kind, mimeType, firstLine, lastLine, bytes } = origin;
  const tokens = estimatedTokens(origin);
  return [
    visibleText(path ?? name),
    mimeType === undefined ? kindWords[kind] : `${kindWords[kind]} (${mimeType})`,
    ...(firstLine === undefined ? [] : [words.lines(firstLine, lastLine ?? firstLine)]),
    words.size(bytes),
    ...(tokens === undefined ? [] : [words.about(tokens)]),
  ].join('\n');
}
