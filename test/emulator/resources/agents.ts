import type { JsonObject } from '../../../src/api/types';
import { invalid, notFound, ServiceError } from '../errors';
import { jsonBody, pageOf, sendJson } from '../http/exchange';
import type { Route } from '../http/router';
import { words } from '../json';

/** A custom agent, as it was created. */
export interface Agent {
  readonly id: string;
  readonly settings: JsonObject;
}

/** The custom agents. */
export interface Agents {
  readonly has: (id: string) => boolean;
  readonly get: (id: string | undefined) => Agent | undefined;
  readonly clear: () => void;
  readonly routes: readonly Route[];
}

const reserved =
  /^(antigravity|veo|omni|lyria|imagen|gemma|gemini|google|youtube|android|chrome|pixel|waze|fitbit|nest|kaggle)-/;

/** A store of custom agents with its endpoints; there is nothing to change one with, as live. */
export function agents(): Agents {
  const known = new Map<string, Agent>();
  const find = (id: string): Agent => {
    const agent = known.get(id);
    if (!agent) throw notFound(`Agent '${id}' was not found.`);
    return agent;
  };
  const create = (settings: JsonObject): Agent => {
    const id = words(settings['id'] ?? '');
    if (!/^[a-z][a-z0-9-]*$/.test(id)) throw invalid(`'${id}' is not a valid agent id.`);
    if (reserved.test(id)) throw invalid(`The agent id '${id}' starts with a reserved prefix.`);
    if (known.has(id)) throw new ServiceError(409, 'already_exists', `Agent '${id}' already exists.`);
    const agent = { id, settings };
    known.set(id, agent);
    return agent;
  };
  return {
    has: (id) => known.has(id),
    get: (id) => (id === undefined ? undefined : known.get(id)),
    clear: () => known.clear(),
    routes: [
      {
        method: 'GET',
        pattern: '/agents',
        family: 'interactions',
        handle: (exchange) => {
          const { items, next } = pageOf(exchange, [...known.values()]);
          const found = items.map(({ settings }) => settings);
          sendJson(exchange, { agents: found, ...(next === undefined ? {} : { next_page_token: next }) });
        },
      },
      {
        method: 'POST',
        pattern: '/agents',
        family: 'interactions',
        handle: (exchange) => sendJson(exchange, create(jsonBody(exchange)).settings),
      },
      {
        method: 'GET',
        pattern: '/agents/{id}',
        family: 'interactions',
        handle: (exchange, { id = '' }) => sendJson(exchange, find(id).settings),
      },
      {
        method: 'DELETE',
        pattern: '/agents/{id}',
        family: 'interactions',
        handle: (exchange, { id = '' }) => {
          known.delete(find(id).id);
          sendJson(exchange, {});
        },
      },
    ],
  };
}
