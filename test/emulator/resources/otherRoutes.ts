import type { JsonObject } from '../../../src/api/types';
import { jsonBody, sendJson } from '../http/exchange';
import type { Route } from '../http/router';
import type { Ids } from '../interactions/ids';
import { toObject } from '../json';
import { collection } from './collection';
import type { Collection, Kind } from './collection';

const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

const voiceNames = [
  'Zephyr',
  'Puck',
  'Charon',
  'Kore',
  'Fenrir',
  'Leda',
  'Orus',
  'Aoede',
  'Enceladus',
  'Sulafat',
];

const kinds = (ids: Ids): Readonly<Record<'triggers' | 'credentials' | 'webhooks' | 'voices', Kind>> => ({
  triggers: {
    name: 'triggers',
    title: 'Trigger',
    newId: ids.uuid,
    canChange: true,
    create: (body, id) => [
      {
        ...body,
        id,
        status: 'active',
        next_run_time: now(),
        consecutive_failure_count: 0,
        create_time: now(),
      },
      {},
    ],
  },
  credentials: {
    name: 'credentials',
    title: 'Credential',
    newId: ids.name,
    canChange: true,
    // Secrets go in and never come out again.
    create: ({ type }, id) => [{ id, type, status: 'active', create_time: now(), update_time: now() }, {}],
  },
  webhooks: {
    name: 'webhooks',
    title: 'Webhook',
    newId: ids.uuid,
    canChange: true,
    create: (body, id) => [
      {
        ...body,
        id,
        state: 'enabled',
        create_time: now(),
        signing_secrets: [{ truncated_secret: 'whsec_…' }],
      },
      { new_signing_secret: `whsec_${ids.name()}` },
    ],
  },
  voices: {
    name: 'voices',
    title: 'Voice',
    newId: () => `voice_${ids.name()}`,
    canChange: false,
    initial: voiceNames.map((name) => ({
      id: name,
      type: 'prebuilt',
      display_name: name,
      language_code: 'en-US',
    })),
    create: (body, id) => [{ ...toObject(body['voice']), id }, {}],
  },
});

/** Triggers, credentials, webhooks and voices: stored and given back, no more. */
export function otherResources(ids: Ids): { readonly routes: readonly Route[]; readonly clear: () => void } {
  const { triggers, credentials, webhooks, voices } = kinds(ids);
  const collections = [triggers, credentials, webhooks, voices].map(collection);
  const [triggerStore, , webhookStore] = collections;
  const routes = collections.flatMap((store) => store.routes);
  return {
    routes: [
      ...(triggerStore ? executionRoutes(triggerStore, ids) : []),
      ...(webhookStore ? webhookRoutes(webhookStore, ids) : []),
      ...routes,
    ],
    clear: () => collections.forEach(({ clear }) => clear()),
  };
}

function executionRoutes({ find }: Collection, ids: Ids): readonly Route[] {
  const executions: JsonObject[] = [];
  return [
    {
      method: 'POST',
      pattern: '/triggers/{id}/executions',
      family: 'interactions',
      handle: (exchange, { id = '' }) => {
        find(id);
        const times = { scheduled_time: now(), start_time: now(), end_time: now() };
        const execution = { id: ids.uuid(), trigger_id: id, status: 'completed', ...times };
        executions.push(execution);
        sendJson(exchange, execution);
      },
    },
    {
      method: 'GET',
      pattern: '/triggers/{id}/executions',
      family: 'interactions',
      handle: (exchange, { id = '' }) => {
        find(id);
        sendJson(exchange, { trigger_executions: executions.filter(({ trigger_id }) => trigger_id === id) });
      },
    },
  ];
}

function webhookRoutes({ find }: Collection, ids: Ids): readonly Route[] {
  return [
    {
      method: 'POST',
      pattern: '/webhooks/{id}:ping',
      family: 'interactions',
      handle: (exchange, { id = '' }) => {
        find(id);
        sendJson(exchange, {});
      },
    },
    {
      method: 'POST',
      pattern: '/webhooks/{id}:rotateSigningSecret',
      family: 'interactions',
      handle: (exchange, { id = '' }) => {
        find(id);
        jsonBody(exchange);
        sendJson(exchange, { secret: `whsec_${ids.name()}` });
      },
    },
  ];
}
