import type { Emulator } from '../../emulator/emulator';

/** Sends JSON to an emulator with a good key; other headers may be added. */
export async function call(
  { url }: Emulator,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${url}${path}`, {
    method,
    headers: { 'x-goog-api-key': 'a-key', 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'manual',
  });
}

/** Creates an interaction and gives the answer as an object. */
export async function create(emulator: Emulator, body: object): Promise<Record<string, unknown>> {
  const response = await call(emulator, 'POST', '/v1beta/interactions', {
    model: 'gemini-3.5-flash',
    ...body,
  });
  return Object(await response.json());
}

/** Creates an interaction and gives its stream as one text. */
export async function streamText(emulator: Emulator, body: object): Promise<string> {
  const response = await call(emulator, 'POST', '/v1beta/interactions', {
    model: 'gemini-3.5-flash',
    stream: true,
    ...body,
  });
  return response.text();
}

/** The text of the last step of an answer. */
export function textOf(interaction: Record<string, unknown>): string {
  const steps = interaction['steps'] as readonly { content?: readonly { text?: string }[] }[] | undefined;
  return steps?.at(-1)?.content?.[0]?.text ?? '';
}
