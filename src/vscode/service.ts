import * as vscode from 'vscode';
import { defaultBaseUrl } from '../api/baseUrl';
import { createClient, type Client } from '../api/client';
import { createTransport } from '../api/createTransport';
import type { Transport } from '../api/transport';
import type { Logger } from '../util/log';
import type { ApiKey } from './apiKey';
import { readProxySettings } from './proxySettings';
import { readSettings } from './settings';

/** The service that the settings name, and the client that talks to it. */
export interface Service extends vscode.Disposable {
  /** Made at the first call and again after the editor's `http` settings have changed. */
  client(): Promise<Client>;
  readonly place: { readonly kind: 'google' | 'local' | 'other'; readonly origin: string };
}

/** @param environment of the extension host, for the base URL and the proxies that it may name */
export function createService(
  apiKey: ApiKey,
  version: string,
  environment: Readonly<Record<string, string | undefined>>,
  log: Logger,
): Service {
  let made: { readonly client: Client; readonly transport: Transport } | undefined;

  const baseUrl = (): string =>
    readSettings().apiBaseUrl || environment['GOOGLE_GEMINI_BASE_URL']?.trim() || defaultBaseUrl;
  // Closing breaks what runs: a transport of older settings finishes its answers, and drops idle connections by itself.
  const retired: Transport[] = [];
  const forget = (): void => {
    if (made !== undefined) retired.push(made.transport);
    made = undefined;
  };
  const subscription = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('http')) forget();
  });

  return {
    async client() {
      if (made === undefined) {
        const transport = createTransport(readProxySettings(environment), log);
        made = {
          transport,
          client: createClient({ baseUrl, apiKey: () => apiKey.get(), transport, version, log }),
        };
      }
      return made.client;
    },
    get place() {
      return placeOf(baseUrl());
    },
    dispose() {
      subscription.dispose();
      forget();
      for (const transport of retired) {
        transport.close().catch((error: unknown) => log.warn('A connection did not close.', error));
      }
    },
  };
}

function placeOf(base: string): Service['place'] {
  const url = URL.parse(base);
  if (url === null) return { kind: 'other', origin: base };
  if (url.origin === defaultBaseUrl) return { kind: 'google', origin: url.origin };
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return { kind: local ? 'local' : 'other', origin: url.origin };
}
