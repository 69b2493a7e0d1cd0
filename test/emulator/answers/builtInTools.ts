import type { Annotation, JsonObject, Step } from '../../../src/api/types';
import type { Ids } from '../interactions/ids';
import { signatureOf } from '../interactions/ids';
import type { Run } from '../interactions/run';
import { toList, toObject, words } from '../json';
import { notice } from './notice';
import { questionOf } from './question';

/** What one tool contributed: its steps, a sentence, and what the sentence is founded on. */
interface Finding {
  readonly steps: readonly Step[];
  readonly sentence: string;
  readonly source?: (span: { start_index: number; end_index: number }) => Annotation;
}

type Tool = (question: string, declared: JsonObject, ids: Ids) => Finding | undefined;

const searchHost = 'https://vertexaisearch.cloud.google.com/grounding-api-redirect/';

const search: Tool = (question, _declared, ids) => {
  const isEuro = /euro\s*2024/i.test(question);
  const query = isEuro ? 'UEFA Euro 2024 winner' : question.slice(0, 80);
  const id = ids.call();
  const chip = `<style>.chip{border:solid 1px;border-radius:16px;padding:5px 10px}</style><div class="container"><a class="chip" href="${searchHost}${encodeURIComponent(query)}">${escaped(query)}</a></div>`;
  return {
    steps: [
      { type: 'google_search_call', id, arguments: { queries: [query] }, signature: signatureOf(query) },
      {
        type: 'google_search_result',
        call_id: id,
        result: [{ search_suggestions: chip }],
        is_error: false,
        signature: signatureOf(chip),
      },
    ],
    sentence: isEuro
      ? 'Spain won Euro 2024, defeating England 2–1 in the final.'
      : `The emulator searched for “${query}” and invented one page about it.`,
    source: (span) => ({
      type: 'url_citation',
      url: isEuro
        ? 'https://www.uefa.com/euro2024'
        : `${searchHost}${Buffer.from(query).toString('base64url')}`,
      title: isEuro ? 'uefa.com' : 'example.com',
      ...span,
    }),
  };
};

const readUrls: Tool = (question, _declared, ids) => {
  const urls = question.match(/https?:\/\/[^\s)<>"]+/g);
  if (!urls) return undefined;
  const id = ids.call();
  return {
    steps: [
      { type: 'url_context_call', id, arguments: { urls }, signature: signatureOf(urls.join()) },
      {
        type: 'url_context_result',
        call_id: id,
        result: urls.map((url) => ({ url, status: url.includes('missing') ? 'error' : 'success' })),
        signature: signatureOf(question),
      },
    ],
    sentence: `The page at ${urls[0] ?? ''} would be summed up here.`,
    source: (span) => ({
      type: 'url_citation',
      url: urls[0] ?? '',
      title: new URL(urls[0] ?? '').host,
      ...span,
    }),
  };
};

const runCode: Tool = (question, _declared, ids) => {
  if (!/\b(calculate|compute|sum|run|execute|python|how many|average)\b/i.test(question)) return undefined;
  const id = ids.call();
  const numbers = question.match(/-?\d+(?:\.\d+)?/g) ?? ['20', '22'];
  const result = numbers.reduce((sum, number) => sum + Number(number), 0);
  return {
    steps: [
      {
        type: 'code_execution_call',
        id,
        arguments: { language: 'python', code: `print(sum([${numbers.join(', ')}]))` },
      },
      { type: 'code_execution_result', call_id: id, result: `${result}\n`, is_error: false },
    ],
    sentence: `The program printed ${result}.`,
  };
};

const maps: Tool = (question, declared, ids) => {
  if (!/\b(near|where|nearby|restaurant|cafe|café|museum|route|place)/i.test(question)) return undefined;
  const id = ids.call();
  const place = {
    place_id: 'places/ChIJemulatorcafe01',
    name: 'Café Emulator',
    url: 'https://maps.google.com/?cid=1',
  };
  const token = declared['enable_widget'] === true ? { widget_context_token: 'widgetcontent/emulator' } : {};
  return {
    steps: [
      {
        type: 'google_maps_call',
        id,
        arguments: { queries: [question.slice(0, 80)] },
        signature: signatureOf(question),
      },
      {
        type: 'google_maps_result',
        call_id: id,
        result: [{ places: [{ ...place, review_snippets: [] }], ...token }],
        signature: signatureOf(place.name),
      },
    ],
    sentence: 'Café Emulator is two streets away.',
    source: (span) => ({ type: 'place_citation', ...place, ...span }),
  };
};

const searchFiles: Tool = (question, declared, ids) => {
  const id = ids.call();
  const store = words(toList(declared['file_search_store_names'])[0] ?? 'fileSearchStores/emulator');
  return {
    steps: [
      { type: 'file_search_call', id, signature: signatureOf(question) },
      {
        type: 'file_search_result',
        call_id: id,
        result: [{ text: 'Paws are counted by fours.', file_search_store: store }],
        signature: signatureOf(store),
      },
    ],
    sentence: 'The handbook says that paws are counted by fours.',
    source: (span) => ({
      type: 'file_citation',
      document_uri: `${store}/documents/handbook`,
      file_name: 'handbook.pdf',
      source: 'Paws are counted by fours.',
      page_number: 4,
      ...span,
    }),
  };
};

const tools: Readonly<Record<string, Tool>> = {
  google_search: search,
  url_context: readUrls,
  code_execution: runCode,
  google_maps: maps,
  file_search: searchFiles,
};

/** The steps of the built-in tools that fit the question, and the cited answer; undefined when none does. */
export function builtInToolSteps(run: Run, ids: Ids): { steps: readonly Step[]; output: Step } | undefined {
  const { text } = questionOf(run);
  const findings = toList(run.request['tools'])
    .map(toObject)
    .flatMap((declared) => tools[words(declared['type'])]?.(text, declared, ids) ?? []);
  if (findings.length === 0) return undefined;
  let answer = `${notice}\n\n`;
  const annotations: Annotation[] = [];
  for (const { sentence, source } of findings) {
    const start_index = Buffer.byteLength(answer);
    answer += sentence;
    if (source) annotations.push(source({ start_index, end_index: Buffer.byteLength(answer) }));
    answer += '\n';
  }
  return {
    steps: findings.flatMap(({ steps }) => steps),
    output: { type: 'model_output', content: [{ type: 'text', text: answer.trimEnd(), annotations }] },
  };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
