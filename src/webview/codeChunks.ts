const chunkLines = 64;

/** Code in pieces of 64 lines, which join to the code exactly. */
export function codeChunks(code: string): readonly string[] {
  const chunks: string[] = [];
  let start = 0;
  let lines = 0;
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) {
    lines += 1;
    if (lines % chunkLines > 0) continue;
    chunks.push(code.slice(start, at + 1));
    start = at + 1;
  }
  if (start < code.length || chunks.length === 0) chunks.push(code.slice(start));
  return chunks;
}
