import type { JSX } from 'preact';
import type { PanelStatus } from '../protocol/messages';
import { Icon } from './Icon';
import { usePanel } from './panelContext';
import { words } from './words';

/** What the reader must know all the time: that it is not Google who answers, that nothing is stored, that the workspace is not trusted. */
export function Banners(props: {
  readonly status: PanelStatus;
  /** Whether the service may keep the next turn. */
  readonly stores: boolean;
  /** Whether it was asked to keep any turn that is shown. */
  readonly storedBefore: boolean;
}): JSX.Element {
  const { status, stores, storedBefore } = props;
  const { post } = usePanel();
  const { kind, origin } = status.service;
  return (
    <div class="banners">
      {kind === 'local' && <Banner icon="beaker" text={words.localService(origin)} />}
      {kind === 'other' && <Banner icon="globe" text={words.otherService(origin)} />}
      {!stores && (
        <Banner
          icon="circle-slash"
          text={storedBefore ? `${words.notStored} ${words.storedBefore}` : words.notStored}
        />
      )}
      {!status.trusted && (
        <Banner icon="shield" text={words.untrusted}>
          <button type="button" class="linkButton" onClick={() => post({ type: 'manageTrust' })}>
            {words.manageTrust}
          </button>
        </Banner>
      )}
    </div>
  );
}

function Banner(props: {
  readonly icon: string;
  readonly text: string;
  readonly children?: JSX.Element;
}): JSX.Element {
  return (
    <div class="banner" role="note">
      <Icon name={props.icon} />
      <span>
        {props.text}
        {props.children !== undefined && <> {props.children}</>}
      </span>
    </div>
  );
}
