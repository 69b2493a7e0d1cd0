import type {
  EnvironmentNetwork,
  EnvironmentSource,
  EnvironmentValue,
  RemoteEnvironment,
} from '../api/environmentValue';

/** What the environment of an agent may reach; the setting `agentNetwork`. */
export type AgentNetwork = 'auto' | 'disabled' | 'open' | readonly string[];

/** A name of a host; `*` for any, or in place of what is in front of the first dot. */
const domain = /^(?:\*|(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}|localhost)$/i;

/** The setting as it was written. Whatever cannot be understood lets nothing out. */
export function agentNetworkOf(value: unknown): AgentNetwork {
  if (value === undefined || value === 'auto') return 'auto';
  if (value === 'open') return 'open';
  if (!Array.isArray(value)) return 'disabled';
  const domains = (value as readonly unknown[])
    .filter((each) => typeof each === 'string')
    .map((each) => each.trim())
    .filter((each) => domain.test(each));
  return domains.length === 0 ? 'disabled' : domains;
}

export interface EnvironmentWish {
  readonly network: AgentNetwork;
  /** Files of the workspace, and whatever else is put into it. */
  readonly sources?: readonly EnvironmentSource[];
  /** One that exists, exactly as the service named it; a new one unless set. */
  readonly environmentId?: string;
}

/**
 * The environment of a request. With `auto` a new one that nothing is put into is just `remote`, and has the network that
 * the service gives; as soon as something is, the network is off.
 */
export function environmentValue({
  network,
  sources = [],
  environmentId,
}: EnvironmentWish): EnvironmentValue {
  const isBare = sources.length === 0;
  if (isBare && network === 'auto') return environmentId ?? 'remote';
  if (isBare && network === 'open' && environmentId === undefined) return 'remote';
  const described: RemoteEnvironment = {
    type: 'remote',
    ...(environmentId === undefined ? {} : { environment_id: environmentId }),
    ...(isBare ? {} : { sources }),
    network: networkFor(network),
  };
  return described;
}

function networkFor(network: AgentNetwork): EnvironmentNetwork {
  if (network === 'open') return { allowlist: [{ domain: '*' }] };
  if (network === 'auto' || network === 'disabled' || network.length === 0) return 'disabled';
  return { allowlist: network.map((each) => ({ domain: each })) };
}
