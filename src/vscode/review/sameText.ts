/** Whether two texts are the same for the editor, which has one kind of line end in a file, and no byte order mark. */
export function sameText(a: string, b: string): boolean {
  return a === b || asDocument(a) === asDocument(b);
}

/** A text as a document has it, apart from which kind of line end that is. */
export function asDocument(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
