import type { ComponentChildren, JSX } from 'preact';
import { openableUrl } from './links';
import { usePanel } from './panelContext';
import { visibleText } from '../util/visibleText';

/**
 * A link that the extension opens. The tooltip shows where it really leads; where that is nowhere that the panel
 * opens, only the text is left.
 */
export function Link(props: {
  readonly href: string;
  readonly title?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { post } = usePanel();
  const url = openableUrl(props.href);
  if (url === undefined) {
    return (
      <span class="deadLink" title={visibleText(props.href)}>
        {props.children}
      </span>
    );
  }
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    // The page around the panel would open it a second time.
    event.stopPropagation();
    post({ type: 'openLink', href: url });
  };
  return (
    <a href={url} title={props.title === undefined ? url : `${props.title}\n${url}`} onClick={open}>
      {props.children}
    </a>
  );
}
