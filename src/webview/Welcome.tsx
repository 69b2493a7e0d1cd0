import type { JSX } from 'preact';
import type { PanelStatus } from '../protocol/messages';
import { Icon } from './Icon';
import { Link } from './Link';
import { usePanel } from './panelContext';
import { words } from './words';

/** What an empty conversation shows: how to begin, or the way to a key where there is none. */
export function Welcome(props: {
  readonly status: PanelStatus | undefined;
  readonly onSuggestion: (text: string) => void;
}): JSX.Element {
  const { post } = usePanel();
  const { status } = props;
  if (status !== undefined && !status.hasKey) {
    return (
      <div class="welcome">
        <Icon name="key" />
        <h2>{words.keyTitle}</h2>
        <p>{words.keyText}</p>
        <button type="button" class="button" onClick={() => post({ type: 'setApiKey' })}>
          {words.setApiKey}
        </button>
        <p>
          <Link href={words.keyAddress}>{words.getKey}</Link>
        </p>
      </div>
    );
  }
  return (
    <div class="welcome">
      <Icon name="sparkle" />
      <h2>{words.welcomeTitle}</h2>
      <p>{words.welcomeText}</p>
      <ul class="suggestions" aria-label={words.suggestionsName}>
        {words.suggestions.map((text) => (
          <li key={text}>
            <button type="button" class="suggestion" onClick={() => props.onSuggestion(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
