const longest = 7 * 24 * 3_600_000;

function bounded(milliseconds: number): number | undefined {
  if (!Number.isFinite(milliseconds)) return undefined;
  return Math.min(Math.max(0, Math.round(milliseconds)), longest);
}

/**
 * The wait that the headers of an answer ask for, in milliseconds: `retry-after-ms`, or `retry-after` as seconds or
 * as a date. Undefined when there is none or it is not understood.
 *
 * Source: RFC 9110, 10.2.3
 */
export function retryAfterOfHeaders(
  headers: Readonly<Record<string, string>>,
  now: number,
): number | undefined {
  const exact = headers['retry-after-ms']?.trim();
  if (exact !== undefined && /^\d+(\.\d+)?$/.test(exact)) return bounded(Number(exact));
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return bounded(Number(value) * 1000);
  return bounded(Date.parse(value) - now);
}

/** A duration as Google writes it in JSON (`"22s"`, `"0.5s"`), in milliseconds. */
export function durationMs(value: unknown): number | undefined {
  const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(value.trim()) : null;
  return match === null ? undefined : bounded(Number(match[1]) * 1000);
}
