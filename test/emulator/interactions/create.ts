import { defaultAnswer } from '../answers/defaultAnswer';
import { takeScripted } from '../answers/scripted';
import type { Answer } from '../answers/answer';
import { invalid, notFound, ServiceError } from '../errors';
import { spoil } from '../faults/spoil';
import { header, jsonBody, sendJson } from '../http/exchange';
import type { Exchange } from '../http/exchange';
import { toText } from '../json';
import type { Service } from '../service';
import type { Step } from '../../../src/api/types';
import { eventId } from './eventId';
import { legacyMessage, urisOf } from './input';
import { perform } from './perform';
import { resourceOf, timelineOf } from './resource';
import { beginningOf, isRunning, startRun } from './run';
import type { Run } from './run';
import { writeStream } from './stream';
import { checkResults, validate } from './validate';

/** `POST /interactions`: makes an interaction and answers with it, with its stream, or with its beginning. */
export async function createInteraction(service: Service, exchange: Exchange): Promise<void> {
  const revision = header(exchange, 'api-revision');
  if (revision !== undefined && revision < '2026-05-20') throw invalid(legacyMessage);
  const body = jsonBody(exchange);
  const request = validate(body, (id) => service.agents.has(id));
  const { history, root } = chain(service, toText(body['previous_interaction_id']));
  checkResults(history, request.input);
  for (const uri of urisOf(request.input)) service.files.check(uri);
  const fault = exchange.fault;
  const environmentId = await service.environments.forRequest(
    body['environment'],
    service.agents.get(request.agent),
  );
  const tier = toText(body['service_tier']);
  const waits = request.background && (tier === 'flex' || tier === 'deferred');
  const run = startRun(
    {
      key: service.ids.key(root),
      request: body,
      history,
      input: request.input,
      stored: request.stored && fault?.kind !== 'no-id',
      background: request.background,
      ...(environmentId === undefined ? {} : { environmentId }),
      ...usageOf(request.agent, fault?.kind === 'no-usage'),
    },
    waits ? 'queued' : 'in_progress',
  );
  const answer = answerFor(service, run, fault?.kind);
  if (run.stored) service.runs.set(run.id, run);
  const streams = body['stream'] === true;
  const beginning = beginningOf(run);
  const work = perform(run, answer, {
    gates: service.gates,
    delay: streams || run.background ? service.delay : 0,
    writeFile: (path, content) => service.environments.write(run.environmentId, path, content),
  });
  if (!run.background) {
    exchange.response.once('close', () => {
      if (isRunning(run.status)) forget(service, run);
    });
  }
  if (streams) return streamRun(service, exchange, run);
  if (run.background) return sendJson(exchange, beginning);
  await work;
  if (fault?.kind === 'cut') {
    exchange.response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' });
    exchange.response.write('{"id":"v1_', () => exchange.response.destroy());
    return;
  }
  sendJson(exchange, resourceOf(run));
}

/** A foreground run dies with its connection, and nothing is kept of it. */
function forget(service: Service, run: Run): void {
  service.runs.delete(run.id);
  run.stop();
}

function usageOf(agent: string | undefined, hidden: boolean): { withoutUsage?: 'always' | 'stream' } {
  if (hidden) return { withoutUsage: 'always' };
  return agent?.startsWith('deep-research') ? { withoutUsage: 'stream' } : {};
}

function chain(service: Service, id: string | undefined): { history: readonly Step[]; root?: string } {
  if (id === undefined || id === '') return { history: [] };
  const previous = service.runs.get(id);
  if (!previous) throw notFound(`Interaction '${id}' was not found.`);
  if (isRunning(previous.status)) {
    throw new ServiceError(400, 'failed_precondition', `Interaction '${id}' is still in progress.`);
  }
  return { history: [...previous.history, ...timelineOf(previous)], root: previous.key.root };
}

function answerFor(service: Service, run: Run, fault: string | undefined): Answer {
  if (fault === 'zombie') return { actions: [{ gate: 'zombie' }] };
  const answer =
    takeScripted(service.scripts, run, service.ids) ??
    service.answer?.(run) ??
    defaultAnswer(run, service.ids);
  if (fault !== 'failed') return answer;
  const message = 'The model could not finish its answer.';
  return {
    ...answer,
    actions: answer.actions.slice(0, 1),
    status: 'failed',
    errors: [{ code: 'api_error', message }],
  };
}

/** Writes the stream of a run from its beginning; background and agent runs number their events. */
async function streamRun(service: Service, exchange: Exchange, run: Run): Promise<void> {
  const numbered = run.background || run.request['agent'] !== undefined;
  const events = numbered ? withIds(run) : run.follow();
  const left = new AbortController();
  exchange.response.once('close', () => left.abort());
  const frames = spoil(events, exchange.fault, service.gates, left.signal);
  await writeStream(exchange.response, frames, service.packets);
}

async function* withIds(run: Run): AsyncGenerator<Run['events'][number]> {
  let position = 0;
  for await (const event of run.follow()) yield { ...event, event_id: eventId(run, 'live', position++) };
}
