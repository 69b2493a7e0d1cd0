import type { Family } from '../errors';
import type { Exchange } from './exchange';

/** The variable parts of a path, decoded. */
export type Params = Readonly<Record<string, string>>;

/** One endpoint: `{name}` in the pattern stands for one segment, `{name*}` for the rest of the path. */
export interface Route {
  readonly method: string;
  readonly pattern: string;
  readonly family: Family;
  /** Endpoints that carry their permission in the address, as upload and download addresses do. */
  readonly open?: boolean;
  readonly handle: (exchange: Exchange, params: Params) => void | Promise<void>;
}

const compile = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern.replace(/\{(\w+)(\*?)\}/g, (_, name: string, rest: string) => `(?<${name}>${rest ? '.*' : '[^/:]+'})`)}$`,
  );

/** Looks up the route of a method and a path among the given ones; the first that fits wins. */
export function router(
  routes: readonly Route[],
): (method: string, path: string) => { readonly route: Route; readonly params: Params } | undefined {
  const compiled = routes.map((route) => ({ route, expression: compile(route.pattern) }));
  return (method, path) => {
    for (const { route, expression } of compiled) {
      const groups = route.method === method ? expression.exec(path)?.groups : undefined;
      if (groups) return { route, params: decodeAll(groups) };
      if (route.method === method && route.pattern === path) return { route, params: {} };
    }
    return undefined;
  };
}

function decodeAll(groups: Readonly<Record<string, string>>): Params {
  const decoded = Object.entries(groups).map(([name, value]) => [name, safelyDecoded(value)] as const);
  return Object.fromEntries(decoded);
}

function safelyDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
