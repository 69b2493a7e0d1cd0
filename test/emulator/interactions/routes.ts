import { notFound, ServiceError } from '../errors';
import { spoil } from '../faults/spoil';
import { sendJson } from '../http/exchange';
import type { Exchange } from '../http/exchange';
import type { Route } from '../http/router';
import type { Service } from '../service';
import { createInteraction } from './create';
import { replay } from './replay';
import { resourceOf } from './resource';
import { isRunning } from './run';
import type { Run } from './run';
import { writeStream } from './stream';

/** The endpoints of the interactions themselves. */
export function interactionRoutes(service: Service): readonly Route[] {
  const find = (id = ''): Run => {
    const run = service.runs.get(id.replace(/^interactions\//, ''));
    if (!run) throw notFound(`Interaction '${id}' was not found.`);
    return run;
  };

  const read = async (exchange: Exchange, run: Run): Promise<void> => {
    if (exchange.query.get('stream') !== 'true') {
      const input = exchange.query.get('include_input') === 'true';
      return sendJson(exchange, resourceOf(run, { timeline: true, input }));
    }
    const left = new AbortController();
    exchange.response.once('close', () => left.abort());
    const events = replay(run, exchange.query.get('last_event_id'));
    const frames = spoil(events, exchange.fault, service.gates, left.signal);
    await writeStream(exchange.response, frames, service.packets);
  };

  const cancel = async (exchange: Exchange, run: Run): Promise<void> => {
    if (!run.background || !isRunning(run.status)) {
      throw new ServiceError(
        400,
        'failed_precondition',
        'Only a background interaction that still runs can be cancelled.',
      );
    }
    run.stop();
    for await (const _ of run.follow(run.events.length));
    sendJson(exchange, resourceOf(run, { timeline: true }));
  };

  const endpoint = (
    method: string,
    pattern: string,
    handle: (exchange: Exchange, run: Run) => void | Promise<void>,
  ): Route => ({
    method,
    pattern,
    family: 'interactions',
    handle: (exchange, { id }) => handle(exchange, find(id)),
  });

  return [
    {
      method: 'POST',
      pattern: '/interactions',
      family: 'interactions',
      handle: (exchange) => createInteraction(service, exchange),
    },
    endpoint('GET', '/interactions/{id}', read),
    endpoint('POST', '/interactions/{id}/cancel', cancel),
    endpoint('DELETE', '/interactions/{id}', (exchange, run) => {
      service.runs.delete(run.id);
      sendJson(exchange, {});
    }),
  ];
}
