/** A draft without the text that was sent of it; what else was written stays as it is. */
export function without(sent: string, draft: string): string {
  const trimmed = draft.trimStart();
  return trimmed.startsWith(sent) ? trimmed.slice(sent.length).trimStart() : draft;
}
