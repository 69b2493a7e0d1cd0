import type { FailureAction, Origin } from '../conversation/state';
import type { UploadState } from '../conversation/uploadState';

/** Everything the panel says. Names that `surface.md` or a test knows are here too. */
export const words = {
  message: 'Message Gemini',
  placeholder: 'Ask Gemini, # to attach',
  send: 'Send',
  stop: 'Stop',
  attach: 'Attach',
  context: 'What to attach',
  contextFound: (count: number) =>
    count === 0 ? 'Nothing of that name' : `${count} to attach. Arrow keys choose, Enter attaches.`,
  drop: 'Drop to attach',
  unreadable: 'That cannot be read.',
  newChat: 'New chat',
  history: 'History',
  model: (id: string) => `Model: ${id}`,
  attachments: 'Attachments',
  remove: (name: string) => `Remove ${name}`,
  upload: (upload: UploadState) =>
    upload.state === 'uploading'
      ? `Uploading ${Math.floor(upload.part * 100)} %`
      : upload.state === 'processing'
        ? 'Being read…'
        : upload.state === 'failed'
          ? 'Not uploaded'
          : undefined,
  uploadOf: (name: string) => `Upload of ${name}`,
  uploadPlace: 'Too large for a message: it goes to the service by itself, which keeps it for 48 hours.',
  uploaded: (name: string) => `${name} is uploaded.`,
  uploadFailed: (name: string, reason: string) => `${name} was not uploaded. ${reason}`,
  retryUpload: (name: string) => `Upload ${name} again`,
  sentAfter: (names: readonly string[]) =>
    `Sent when ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} uploaded.`,
  cancelSend: 'Do not send',
  open: (name: string) => `Open ${name}`,
  conversation: 'Conversation',
  you: 'You',
  gemini: 'Gemini',
  sources: 'Sources',
  thinking: 'Thinking',
  loading: 'Loading the conversation…',
  earlier: 'Show earlier messages',
  later: 'Show later messages',
  loadingEarlier: 'Loading earlier messages…',
  latest: 'Jump to latest',
  copyCode: 'Copy code',
  insertCode: 'Insert at cursor',
  applyCode: 'Apply to file',
  copied: 'Copied',
  notFound: 'This code cannot be taken from here. Select it and copy it by hand.',
  copyAnswer: 'Copy answer',
  regenerate: 'Regenerate',
  branch: 'Branch from here',
  newChatFrom: 'New chat from here',
  editMessage: 'Edit message',
  restore: 'Restore to here',
  cancel: 'Cancel',
  sendEdited: 'Send as a new version',
  previousVersion: 'Previous version',
  nextVersion: 'Next version',
  version: (at: number, count: number) => `${at} of ${count}`,
  branchedOff: 'Your next message begins a new branch here.',
  laterMessages: 'Back to the later messages',
  find: 'Find in conversation',
  found: (at: number, count: number) =>
    count === 0 ? 'No message' : `${at} of ${count} ${count === 1 ? 'message' : 'messages'}`,
  findPrevious: 'Previous message found',
  findNext: 'Next message found',
  findClose: 'Close find',
  queue: 'Waiting messages',
  sendNow: 'Send now',
  withdraw: 'Withdraw',
  queueNext: 'Sent when the answer is over.',
  retry: 'Retry',
  details: 'Details',
  typeQuestion: 'Type a question to send with what is attached.',
  keyFirst: 'Set an API key to send this.',
  welcomeTitle: 'Ask Gemini about your code',
  welcomeText:
    'Select code, attach files or paste a picture, and ask. Files can be dropped here too: hold Shift while you do.',
  keyTitle: 'Set an API key to start',
  keyText: 'The key is kept in the secret storage of VS Code and goes only to the service that answers.',
  setApiKey: 'Set API key',
  getKey: 'Get a key from Google AI Studio',
  keyAddress: 'https://aistudio.google.com/apikey',
  suggestionsName: 'Suggestions',
  suggestions: [
    'Explain what the attached code does, step by step.',
    'Find bugs in the attached code and suggest fixes.',
    'Write unit tests for the attached code.',
  ],
  localService: (origin: string) =>
    `Emulator or other local service at ${origin}. Answers do not come from Google.`,
  otherService: (origin: string) => `Service: ${origin}`,
  untrusted: 'This workspace is not trusted. Only what you attach yourself is sent.',
  manageTrust: 'Manage trust',
  store: 'Store at Google',
  stored:
    'Stored at Google for 55 days with a paid key, one day with a free one: follow-up questions send only what is new.',
  notStored: 'Not stored at Google: every message sends the whole conversation again.',
  storedBefore: 'Earlier messages stay there until they expire.',
  waiting: 'Waiting for Gemini…',
  thinkingNow: 'Thinking…',
  answering: 'Answering…',
  using: (name: string) => `Using ${name}…`,
  quiet: (seconds: number) => `quiet for ${duration(seconds)}`,
  again: (seconds: number, reason: string) =>
    `${reason} ${seconds <= 0 ? 'Trying again…' : `Trying again in ${duration(seconds)}…`}`,
  stopped: 'Stopped',
  failed: 'Failed',
  incomplete: 'Incomplete: the answer ended before it was finished',
  budget: 'Ended at the token budget',
  cancelled: 'Cancelled by the service',
  empty: 'Gemini ended without an answer',
  tokensIn: (count: number, cached: number) =>
    cached === 0 ? `${number(count)} in` : `${number(count)} in (${number(cached)} cached)`,
  tokensOut: (count: number) => `${number(count)} out`,
  tokensThought: (count: number) => `${number(count)} thought`,
  tokensTools: (count: number) => `${number(count)} tools`,
  lines: (first: number, last: number) => (first === last ? `line ${first}` : `lines ${first}–${last}`),
  pages: (count: number) => `${number(count)} ${count === 1 ? 'page' : 'pages'}`,
  size: (bytes: number) =>
    bytes < 1000
      ? `${bytes} B`
      : bytes < 999_500
        ? `${significant(bytes / 1000)} KB`
        : `${significant(bytes / 1_000_000)} MB`,
  about: (tokens: number) => `≈ ${number(tokens)} ${tokens === 1 ? 'token' : 'tokens'}`,
  table: 'Table',
  codeBlock: (language: string) => (language === '' ? 'Code' : `Code, ${language}`),
  codeSpoken: (lines: number) => `Code, ${lines} ${lines === 1 ? 'line' : 'lines'}.`,
  answerSpoken: 'The answer has ended.',
  image: 'Image',
  imageLink: (label: string) => (label === '' ? 'Image' : `Image: ${label}`),
  generatedImage: 'Generated image',
  generatedAudio: 'Generated audio',
  generatedVideo: 'Generated video',
  mediaElsewhere: (kind: string, type: string) =>
    `${kind} that cannot be shown here${type === '' ? '' : ` (${type})`}`,
  rowFailed: 'failed',
  rowRunning: 'running',
  rowWaiting: 'not begun yet',
  rowUnknown: (name: string) => `Step of a kind that this version does not know: ${name}`,
  rowUnnamed: 'a tool',
} as const;

/** The words on the button that mends a failure. */
export const actionWords: Readonly<Record<FailureAction, string>> = {
  setApiKey: words.setApiKey,
  retry: words.retry,
  selectModel: 'Select model',
  openSettings: 'Open settings',
  showLog: 'Show log',
};

/** What each kind of attachment is called. */
export const kindWords: Readonly<Record<Origin['kind'], string>> = {
  selection: 'Selection',
  file: 'Text',
  folder: 'Folder',
  image: 'Picture',
  audio: 'Sound',
  video: 'Film',
  document: 'Document',
  problems: 'Problems',
  changes: 'Git changes',
  terminal: 'Terminal',
  prompt: 'Prompt',
};

/** What each of the service's own tools is called. */
export const toolWords: Readonly<Record<string, string>> = {
  google_search: 'Google Search',
  url_context: 'URL context',
  code_execution: 'code execution',
  file_search: 'file search',
  google_maps: 'Google Maps',
  retrieval: 'retrieval',
  processing: 'processing',
  mcp_server_tool: 'MCP server',
};

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function significant(value: number): string {
  return value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
