import type { ApiErrorKind } from './errors';

/** What a person is told about each kind of failure, and what to do about it. */
export const wording: Readonly<Record<ApiErrorKind, string>> = {
  auth: 'The service did not accept the API key. Set a valid key.',
  permission:
    'This API key is not allowed to do that. Check the key and its restrictions in Google AI Studio.',
  billing: 'The project of this API key needs billing. Check its billing in Google AI Studio.',
  quota:
    'The quota of this API key is used up. Wait until it is renewed, or use another model or another key.',
  rateLimit: 'There were too many requests in a short time. Wait a moment and try again.',
  invalid: 'The service did not accept the request. The details say why.',
  notFound: 'The service does not have this any more, it may have expired. Start a new chat.',
  modelNotFound: 'The service does not know this model. Select another one.',
  conflict: 'The service was changing the same thing at the same time. Try again.',
  blocked:
    'The service withheld the answer for reasons of safety or policy. Change the question and try again.',
  generation:
    'The model produced an answer that the service could not use. Try again, or change the question.',
  server: 'The service had an internal error. Try again in a moment.',
  overloaded: 'The service is overloaded. Try again in a moment, or select another model.',
  timeout: 'The service took too long to answer. Try again.',
  network: 'The connection was lost. Check the network and try again.',
  certificate:
    'The server’s certificate is not trusted on this machine. Ask whoever runs the network or proxy for its certificate authority and install that in the system.',
  proxy: 'The proxy did not let the request through. Check the proxy settings.',
  protocol: 'What answered is not the Gemini API. Check the base URL and the proxy.',
  cancelled: 'The service cancelled the request.',
};

/** Sentences for cases that deserve more than their kind's. */
export const special = {
  noKey: 'There is no API key yet. Set one to talk to Gemini.',
  malformedKey: 'The API key contains characters that no key has. Set it again.',
  thinkingLevel:
    'This model does not take the chosen thinking level. Choose another thinking level or another model.',
  webPage:
    'A web page came back instead of an answer, perhaps from a proxy or a sign-in page. Check the base URL and the proxy.',
  notJson: 'The answer was not understood. Check the base URL and the proxy.',
  noFile: 'This file has no name at the service.',
  noUploadAddress: 'The service named no address that files can safely be sent to. Check the base URL.',
  fileChanged: 'The file became shorter while it was uploaded.',
  fileFailed: 'The service could not read this file. It may be damaged or of another kind than it seems.',
  fileSlow: 'The service takes too long to read this file. Try again.',
  uploadCancelled: 'The service cancelled the upload. Try again.',
  hangs:
    'The service says that this still runs, but nothing has happened for more than an hour. Look again later, or start it anew.',
  noId: 'This conversation has no id at the service.',
  ended: 'The answer ended before it was complete. Check the network and try again.',
  silent: 'Nothing arrived for too long, so the request was given up. Try again.',
  unresolved: (host: string): string =>
    `The address ${host} could not be found. Check the network, the proxy and the base URL.`,
  refused: (host: string): string =>
    `${host} does not accept connections. Check the network and the base URL.`,
  unreachable: (host: string): string =>
    `${host} could not be reached in time. Check the network and the proxy.`,
  insecure: (host: string): string =>
    `No secure connection to ${host} could be made. Check the base URL and the proxy.`,
  proxySignIn: 'The proxy asks for a user name and password. Put them into the proxy settings.',
  proxyUnreachable: (proxy: string): string =>
    `The proxy ${proxy} could not be reached. Check the proxy settings.`,
  proxyAddress: 'The address of the proxy is not valid. Correct the proxy settings.',
  redirected: (origin: string): string =>
    `The service redirects to ${origin}, and the key is not sent there. Set the base URL to the right address.`,
  baseUrl: 'The base URL is not an http or https address. Correct it in the settings.',
  baseUrlUser: 'The base URL must not contain a user name or password. Correct it in the settings.',
  retryIn: (seconds: number): string =>
    `There were too many requests in a short time. Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
} as const;
