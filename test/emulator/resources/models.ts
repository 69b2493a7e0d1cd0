import type { Model } from '../../../src/api/types';
import { ServiceError } from '../errors';
import { jsonBody, pageOf, sendJson } from '../http/exchange';
import type { Route } from '../http/router';
import { textTokens } from '../interactions/usage';

/** What a model makes. */
export type ModelKind = 'text' | 'image' | 'speech' | 'music' | 'video' | 'transcript';

const ids: Readonly<Record<ModelKind, readonly string[]>> = {
  text: [
    'gemini-3.5-flash',
    'gemini-3.8-flash',
    'gemini-3.7-flash',
    'gemini-3.6-flash',
    'gemini-4-argon',
    'gemini-4-carbon',
    'gemini-3.1-pro-preview',
    'gemini-3.1-pro-preview-customtools',
    'gemini-3.5-flash-lite',
    'gemini-3.1-flash-lite',
    'gemini-3-flash-preview',
    'gemini-2.5-pro',
    'gemini-2.5-flash',
    'gemini-2.5-flash-lite',
    'gemini-flash-latest',
    'gemini-flash-lite-latest',
    'gemini-pro-latest',
    'gemini-robotics-er-2-preview',
    'gemini-2.5-computer-use-preview-10-2025',
    'gemma-4-31b-it',
    'gemma-4-26b-a4b-it',
  ],
  image: [
    'gemini-3.1-flash-image',
    'gemini-3.1-flash-lite-image',
    'gemini-3-pro-image',
    'nano-banana-pro-preview',
    'gemini-2.5-flash-image',
  ],
  speech: ['gemini-3.1-flash-tts-preview', 'gemini-3.8-flash-tts', 'gemini-3.8-flash-lite-tts'],
  music: ['lyria-3-clip-preview', 'lyria-3-pro-preview', 'lyria-3.5'],
  video: ['gemini-omni-flash-preview', 'gemini-omni-1.1-flash', 'gemini-omni-1.2-flash'],
  transcript: ['gemini-3.5-transcribe'],
};

/** Listed by the models endpoint and no use to interactions. */
const elsewhere = ['gemini-embedding-001', 'gemini-3.1-flash-live-preview', 'veo-3.1-generate-preview'];

/** What the model makes, by its bare id; undefined when interactions do not know it. */
export function modelKind(id: string): ModelKind | undefined {
  const kinds: readonly ModelKind[] = ['text', 'image', 'speech', 'music', 'video', 'transcript'];
  return kinds.find((kind) => ids[kind].includes(id));
}

const title = (id: string): string =>
  id
    .replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => `${dash && ' '}${letter.toUpperCase()}`)
    .replaceAll('-', ' ');

function described(id: string): Model {
  const kind = modelKind(id);
  return {
    name: `models/${id}`,
    displayName: title(id),
    description: `${title(id)}, played by the emulator.`,
    inputTokenLimit: kind === 'text' ? 1_048_576 : 65_536,
    outputTokenLimit: kind === 'text' ? 65_536 : 8_192,
    supportedGenerationMethods: id.includes('embedding')
      ? ['embedContent']
      : id.includes('live')
        ? ['bidiGenerateContent']
        : id.startsWith('veo')
          ? ['predictLongRunning']
          : ['generateContent', 'countTokens'],
    ...(kind === 'text' ? { thinking: !id.startsWith('gemma') } : {}),
  };
}

const all: readonly Model[] = [...Object.values(ids).flat(), ...elsewhere].map(described);

function find(id: string, version: string): Model {
  const model = all.find(({ name }) => name === `models/${id}`);
  if (model) return model;
  const message = `models/${id} is not found for API version ${version}, or is not supported for generateContent.`;
  throw new ServiceError(404, 'not_found', message);
}

/** The endpoints of the models, in the camelCase of their family. */
export const modelRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/models',
    family: 'google',
    handle: (exchange) => {
      const { items, next } = pageOf(exchange, all);
      const models = items.map((model) => ({ version: '001', ...model, temperature: 1, maxTemperature: 2 }));
      sendJson(exchange, { models, ...(next === undefined ? {} : { nextPageToken: next }) });
    },
  },
  {
    method: 'GET',
    pattern: '/models/{id}',
    family: 'google',
    handle: (exchange, { id = '' }) => sendJson(exchange, { version: '001', ...find(id, exchange.version) }),
  },
  {
    method: 'POST',
    pattern: '/models/{id}:countTokens',
    family: 'google',
    handle: (exchange, { id = '' }) => {
      find(id, exchange.version);
      const totalTokens = textTokens(JSON.stringify(jsonBody(exchange)['contents'] ?? ''));
      sendJson(exchange, {
        totalTokens,
        promptTokensDetails: [{ modality: 'TEXT', tokenCount: totalTokens }],
      });
    },
  },
];
