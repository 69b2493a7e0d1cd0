import type { NotebookCell } from './ports';

/**
 * The cells of a Jupyter notebook; `undefined` when the text is none. Source: nbformat 4,
 * https://nbformat.readthedocs.io/en/latest/format_description.html
 */
export function parseNotebook(text: string): readonly NotebookCell[] | undefined {
  const notebook = recordOf(parsed(text));
  const cells = notebook['cells'];
  if (!Array.isArray(cells)) return undefined;
  const kernel = recordOf(recordOf(notebook['metadata'])['kernelspec'])['language'];
  const info = recordOf(recordOf(notebook['metadata'])['language_info'])['name'];
  const language = [info, kernel].find((each) => typeof each === 'string') ?? 'python';
  return cells.map((each: unknown) => {
    const cell = recordOf(each);
    const isCode = cell['cell_type'] === 'code';
    const outputs = Array.isArray(cell['outputs']) ? cell['outputs'] : [];
    return {
      kind: isCode ? 'code' : 'text',
      language: isCode ? language : cell['cell_type'] === 'raw' ? 'plaintext' : 'markdown',
      text: joined(cell['source']),
      output: outputs
        .map(outputOf)
        .filter((output) => output !== '')
        .join('\n'),
    };
  });
}

/** Text as a terminal would show it, without its colours and cursor movements. */
export function withoutTerminalCodes(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g, '');
}

function outputOf(each: unknown): string {
  const output = recordOf(each);
  if (output['output_type'] === 'stream') return withoutTerminalCodes(joined(output['text']));
  if (output['output_type'] === 'error') {
    const traceback = Array.isArray(output['traceback']) ? output['traceback'].join('\n') : '';
    return withoutTerminalCodes(traceback || `${String(output['ename'])}: ${String(output['evalue'])}`);
  }
  const data = recordOf(output['data']);
  if (data['text/plain'] !== undefined) return withoutTerminalCodes(joined(data['text/plain']));
  const types = Object.keys(data);
  return types.length === 0 ? '' : `[${types.join(', ')}]`;
}

/** A text of the format is one string, or a list of its lines. */
function joined(value: unknown): string {
  return Array.isArray(value) ? value.join('') : typeof value === 'string' ? value : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
