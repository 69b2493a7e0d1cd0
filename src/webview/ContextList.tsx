import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ContextItem } from '../protocol/messages';
import { kindIcons } from './Chip';
import { Icon } from './Icon';
import type { ContextPicker } from './useContextPicker';
import { visibleText } from '../util/visibleText';
import { words } from './words';

/** The id of the list in the page; its options have it with their number. */
export const contextListId = 'context';

const icons: Readonly<Record<ContextItem['kind'], string>> = {
  ...kindIcons,
  editor: 'go-to-file',
  symbol: 'symbol-method',
};

/** What can be attached, above the composer. The focus stays in the text; the composer moves the choice. */
export function ContextList({ picker }: { readonly picker: ContextPicker }): JSX.Element {
  const active = useRef<HTMLDivElement>(null);
  useEffect(() => active.current?.scrollIntoView({ block: 'nearest' }), [picker.chosen, picker.items]);
  return (
    <div id={contextListId} class="contextList" role="listbox" aria-label={words.context}>
      {picker.items.map((item, at) => (
        <div
          key={item.id}
          ref={at === picker.chosen ? active : null}
          id={`${contextListId}-${at}`}
          class="contextItem"
          role="option"
          aria-selected={at === picker.chosen}
          // A press would take the focus out of the text.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => picker.choose(item)}
        >
          <Icon name={icons[item.kind]} />
          <span class="contextName">{visibleText(item.label)}</span>
          <span class="contextDetail" dir="ltr">
            {visibleText(item.detail)}
          </span>
        </div>
      ))}
    </div>
  );
}
