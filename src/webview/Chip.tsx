import type { JSX } from 'preact';
import type { Origin } from '../conversation/state';
import { Icon } from './Icon';
import { visibleText } from './visibleText';
import { words } from './words';

const icons: Readonly<Record<Origin['kind'], string>> = {
  selection: 'selection',
  file: 'file-code',
  image: 'file-media',
};

/** The name of an attachment that opens it on a click; its tooltip holds the path, the lines and the size. */
export function Chip(props: { readonly origin: Origin; readonly onOpen: () => void }): JSX.Element {
  const { origin } = props;
  const name = visibleText(origin.name);
  return (
    <button type="button" class="chip" title={tooltip(origin)} onClick={props.onOpen}>
      <Icon name={icons[origin.kind]} />
      <span class="chipName">{name}</span> <span class="chipSize">{words.size(origin.bytes)}</span>
    </button>
  );
}

function tooltip(origin: Origin): string {
  const { path, name, firstLine, lastLine, bytes } = origin;
  const lines = firstLine === undefined ? [] : [words.lines(firstLine, lastLine ?? firstLine)];
  return [visibleText(path ?? name), ...lines, words.size(bytes)].join('\n');
}
