import { ApiError } from './errors';
import { special } from './wording';

export const defaultBaseUrl = 'https://generativelanguage.googleapis.com';
const defaultVersion = 'v1beta';

/**
 * The URL that paths are appended to, version included and without a slash at its end. Accepts a base URL with or
 * without a slash at its end, with or without the version (`/v1`, `/v1beta`, `/v1alpha`) and with a path in front of
 * it; query and fragment are dropped. Empty or undefined is Google's service.
 *
 * `http` is accepted for every host, for local services and for gateways inside a private network: there the key
 * travels in the clear, which is the choice of whoever sets such an address in the machine's own settings.
 *
 * Throws an ApiError of kind `invalid` for anything that is not an http or https address.
 */
export function apiRoot(baseUrl: string | undefined): string {
  const address = baseUrl?.trim() || defaultBaseUrl;
  if (last?.address !== address) last = { address, root: rootOf(address) };
  return last.root;
}

/** The same for uploads, which have `/upload` before the version: `https://host/upload/v1beta`. */
export function uploadRoot(baseUrl: string | undefined): string {
  return apiRoot(baseUrl).replace(/\/(?=[^/]+$)/, '/upload/');
}

/** What was asked for last: every request asks, and the answer hardly ever changes. */
let last: { readonly address: string; readonly root: string } | undefined;

function rootOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new ApiError('invalid', special.baseUrl, { unsent: true });
  if (url.username !== '' || url.password !== '')
    throw new ApiError('invalid', special.baseUrlUser, { unsent: true });
  const path = url.pathname.replace(/\/+$/, '');
  return url.origin + (/\/v\d+(?:alpha|beta)?$/.test(path) ? path : `${path}/${defaultVersion}`);
}
