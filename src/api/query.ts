import type { JsonObject } from './types';

const mostPages = 50;

/** The query of an address, empty when there is nothing to say. */
export function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** All pages of a list, by the `nextPageToken` of each. */
export async function pagesOf(
  path: string,
  pageSize: number,
  read: (path: string) => Promise<JsonObject>,
): Promise<readonly JsonObject[]> {
  const pages: JsonObject[] = [];
  let pageToken: string | undefined;
  while (pages.length < mostPages) {
    const page = await read(path + queryOf({ pageSize: String(pageSize), pageToken }));
    pages.push(page);
    const next = page['nextPageToken'];
    if (typeof next !== 'string' || next === '' || next === pageToken) break;
    pageToken = next;
  }
  return pages;
}

/** The pages of a list of the Interactions API, one after the other, by the `next_page_token` of each. */
export async function* pagesInTurn(
  path: string,
  parameters: Readonly<Record<string, string | undefined>>,
  read: (path: string) => Promise<JsonObject>,
): AsyncGenerator<JsonObject> {
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    const page = await read(path + queryOf({ ...parameters, page_token: token }));
    yield page;
    const next = page['next_page_token'];
    // A token that comes again would never end.
    if (typeof next !== 'string' || next === '' || seen.has(next)) return;
    seen.add(next);
    token = next;
  }
}
