import type { JSX } from 'preact';
import type { PanelStatus } from '../protocol/messages';
import { Icon } from './Icon';
import { usePanel } from './panelContext';
import { words } from './words';

/** What the reader must know all the time: that it is not Google who answers, that the workspace is not trusted. */
export function Banners({ status }: { readonly status: PanelStatus }): JSX.Element {
  const { post } = usePanel();
  const { kind, origin } = status.service;
  return (
    <div class="banners">
      {kind === 'local' && <Banner icon="beaker" text={words.localService(origin)} />}
      {kind === 'other' && <Banner icon="globe" text={words.otherService(origin)} />}
      {!status.store && <Banner icon="circle-slash" text={words.notStored} />}
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
