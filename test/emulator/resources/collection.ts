import type { JsonObject } from '../../../src/api/types';
import { notFound, ServiceError } from '../errors';
import { jsonBody, pageOf, sendJson } from '../http/exchange';
import type { Exchange } from '../http/exchange';
import type { Params, Route } from '../http/router';
import { words } from '../json';

/** A kind of resource that is stored and given back. */
export interface Kind {
  /** The path and the key of lists: `webhooks`. */
  readonly name: string;
  /** The singular, for messages. */
  readonly title: string;
  readonly newId: () => string;
  /** What is kept of a create request; the first object is shown ever after, the second only in the answer. */
  readonly create: (body: JsonObject, id: string) => readonly [kept: JsonObject, once: JsonObject];
  readonly canChange: boolean;
  /** Those that exist from the start. */
  readonly initial?: readonly JsonObject[];
}

/** A store with its five endpoints. */
export interface Collection {
  readonly routes: readonly Route[];
  /** @throws ServiceError 404 */
  readonly find: (id: string) => JsonObject;
  readonly clear: () => void;
}

/** A simple store of one kind of resource. */
export function collection({ name, title, newId, create, canChange, initial = [] }: Kind): Collection {
  const items = new Map<string, JsonObject>();
  const clear = (): void => {
    items.clear();
    for (const item of initial) items.set(words(item['id']), item);
  };
  clear();
  const find = (id: string): JsonObject => {
    const item = items.get(id);
    if (!item) throw notFound(`${title} '${id}' was not found.`);
    return item;
  };
  const route = (
    method: string,
    pattern: string,
    handle: (exchange: Exchange, params: Params) => void,
  ): Route => ({ method, pattern: `/${name}${pattern}`, family: 'interactions', handle });

  const change: Route = route('PATCH', '/{id}', (exchange, { id = '' }) => {
    const mask = exchange.query.get('update_mask')?.split(',');
    const changes = Object.entries(jsonBody(exchange)).filter(([field]) => !mask || mask.includes(field));
    const item = { ...find(id), ...Object.fromEntries(changes) };
    items.set(id, item);
    sendJson(exchange, item);
  });

  return {
    find,
    clear,
    routes: [
      route('GET', '', (exchange) => {
        const { items: page, next } = pageOf(exchange, [...items.values()]);
        sendJson(exchange, { [name]: page, ...(next === undefined ? {} : { next_page_token: next }) });
      }),
      route('POST', '', (exchange) => {
        const body = jsonBody(exchange);
        const id = words(body['id'] ?? newId());
        if (items.has(id)) throw new ServiceError(409, 'already_exists', `${title} '${id}' already exists.`);
        const [kept, once] = create(body, id);
        items.set(id, kept);
        sendJson(exchange, { ...kept, ...once });
      }),
      route('GET', '/{id}', (exchange, { id = '' }) => sendJson(exchange, find(id))),
      ...(canChange ? [change] : []),
      route('DELETE', '/{id}', (exchange, { id = '' }) => {
        find(id);
        items.delete(id);
        sendJson(exchange, {});
      }),
    ],
  };
}
