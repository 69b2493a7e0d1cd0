import { BlockList, isIP } from 'node:net';
import { ApiError } from './errors';
import { special } from './wording';

export interface ProxyOptions {
  /** The proxy of the settings; it wins over the environment. Its user name and password are used for it. */
  readonly proxyUrl?: string;
  /** Hosts that are reached directly, beside those of `NO_PROXY`. */
  readonly noProxy?: readonly string[];
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are looked up, in lower case first. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

function lookUp(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const value = env[name.toLowerCase()] ?? env[name];
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** Whether a URL names this machine. */
export function isLoopback(url: URL): boolean {
  const host = bareHost(url);
  return (
    host === 'localhost' || host.endsWith('.localhost') || /^127\.\d+\.\d+\.\d+$/.test(host) || host === '::1'
  );
}

function inSubnet(host: string, pattern: string): boolean {
  const [network = '', prefix = ''] = pattern.split('/');
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(prefix)) return false;
  if (Number(prefix) > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), type);
  return list.check(host, type);
}

function matches(url: URL, entry: string): boolean {
  const pattern = entry.trim().toLowerCase();
  if (pattern === '') return false;
  if (pattern === '*') return true;
  const host = bareHost(url);
  if (pattern.includes('/')) return inSubnet(host, pattern);
  const withPort = /^(?:\[(?<six>[^\]]+)\]|(?<name>[^:]+))(?::(?<port>\d+))?$/.exec(pattern)?.groups;
  const port = withPort?.['port'];
  if (port !== undefined && port !== (url.port || (url.protocol === 'https:' ? '443' : '80'))) return false;
  const name = (withPort?.['six'] ?? withPort?.['name'] ?? pattern).replace(/^\*?\./, '');
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

/**
 * The proxy for a URL, or undefined when it is reached directly. This machine is always reached directly, as VS Code
 * itself does. Throws an ApiError of kind `proxy` when the proxy's address is not a URL; the address is not repeated
 * in it, because it may hold a password.
 */
export function proxyFor(url: URL, options: ProxyOptions): URL | undefined {
  if (isLoopback(url)) return undefined;
  const env = options.env ?? process.env;
  const fromEnvironment = lookUp(env, 'HTTP_PROXY');
  const address =
    options.proxyUrl?.trim() ||
    (url.protocol === 'https:' ? (lookUp(env, 'HTTPS_PROXY') ?? fromEnvironment) : fromEnvironment);
  if (address === undefined) return undefined;
  const direct = [...(options.noProxy ?? []), ...(lookUp(env, 'NO_PROXY')?.split(/[\s,]+/) ?? [])];
  if (direct.some((entry) => matches(url, entry))) return undefined;
  const absolute = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  const proxy = URL.canParse(absolute) ? new URL(absolute) : undefined;
  if (proxy === undefined || !/^(https?|socks5?):$/.test(proxy.protocol))
    throw new ApiError('proxy', special.proxyAddress, { unsent: true });
  return proxy;
}
