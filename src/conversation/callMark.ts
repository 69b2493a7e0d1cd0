import type { CallState } from './calls';

/**
 * Stands for exactly what a person was shown of a call: with another preview or other arguments it is another one, so
 * that an answer never counts for something that has taken the place of what was answered.
 */
export function callMark(call: Extract<CallState, { readonly state: 'asking' }>): string {
  const text = JSON.stringify([call.preview, call.arguments]);
  // FNV-1a, once from each of two beginnings.
  let first = 0x811c9dc5;
  let second = 0x01234567;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x01000193);
  }
  return `${(first >>> 0).toString(36)}-${(second >>> 0).toString(36)}-${text.length}`;
}
