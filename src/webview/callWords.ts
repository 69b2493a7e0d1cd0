import type { CallOutcome } from '../conversation/calls';
import type { TurnLimit } from '../conversation/state';

/** Everything the panel says about calls of our functions. Names that `surface.md` or a test knows are here too. */
export const callWords = {
  approval: (tool: string) => `Approval: ${tool}`,
  asks: 'Gemini wants to:',
  allow: 'Allow',
  allowForChat: 'Allow for this chat',
  allowsForChat: (what: string) => `In this chat, do not ask again for ${what}`,
  deny: 'Deny',
  denyBecause: 'Deny with a reason',
  reason: 'Reason',
  reasonHint: 'Why not, or what to do instead. Gemini reads it.',
  editArguments: 'Edit arguments',
  arguments: 'Arguments',
  argumentsAsJson: 'Arguments, as a JSON object',
  noJson: 'This is no JSON.',
  noObject: 'This has to be a JSON object: { … }',
  useArguments: 'Show with these',
  useHint: 'The call is shown again before it runs.',
  cancel: 'Cancel',
  cannotUse: (why: string) => `Those arguments cannot be used. ${why}`,
  concerns: 'Look closely',
  command: 'Command',
  commandIn: (folder: string) => `in ${folder}`,
  openDiff: 'Open in an editor',
  openReview: 'Review in the editor',
  part: (at: number, of: number, path: string) => `change ${at} of ${of} in ${path}`,
  accept: 'Accept',
  acceptPart: (part: string) => `Accept ${part}`,
  reject: 'Reject',
  rejectPart: (part: string) => `Reject ${part}`,
  partStates: { accepted: 'Accepted', rejected: 'Rejected' },
  partsLeft: (left: number) =>
    left === 1 ? 'One change is left to decide.' : `${number(left)} changes are left to decide.`,
  partsLeftOut: (parts: number) =>
    `${number(parts)} ${parts === 1 ? 'change is' : 'changes are'} shown in the editor only.`,
  allChanges: 'All proposed changes',
  waitTogether: (files: number) => `${number(files)} file changes wait for your review.`,
  unusualByItself: 'Those to be looked at closely are accepted one by one only.',
  acceptAll: 'Accept all',
  rejectAll: 'Reject all',
  reviewAll: 'Review all in the editor',
  change: (path: string) => `Change of ${path}`,
  changed: (added: number, removed: number) => `${number(added)} added, ${number(removed)} removed`,
  leftOut: (lines: number) => `… ${number(lines)} more ${lines === 1 ? 'line' : 'lines'} of the change`,
  showAll: (lines: number) => `Show all ${number(lines)} lines`,
  showLess: 'Show less',
  question: (tool: string) => `Question: ${tool}`,
  answers: 'Answers',
  answer: 'Your answer',
  answerHint: 'Or answer in your own words',
  sendAnswer: 'Answer',
  moveToBackground: 'Move to background',
  output: 'Output',
  told: 'Told to Gemini',
  cut: (characters: number) => `… ${number(characters)} more characters`,
  openCall: 'Open all of it in an editor',
  editedArguments: 'Arguments, as you changed them',
  dropped: 'stopped before it was answered',
  steps: (count: number) => `${number(count)} steps`,
  stepsSpoken: (count: number) => `${number(count)} steps are done.`,
  plan: 'Plan',
  planProgress: (done: number, all: number) => `${done} of ${all} done`,
  planStates: { done: 'done', active: 'in progress', open: 'to do' },
  limit: 'Limit reached',
  limitReached: ({ kind, reached }: TurnLimit) =>
    kind === 'rounds'
      ? `Gemini has made ${number(reached)} requests for this answer. Should it go on?`
      : `This answer has taken ${number(reached)} tokens. Should it go on?`,
  goOn: 'Go on',
  stop: 'Stop',
  instructions: 'Instructions:',
  openFile: (name: string) => `Open ${name}`,
  waitingFor: {
    approval: 'Waiting for your approval',
    review: 'Waiting for your review',
    question: 'Waiting for your answer',
    limit: 'Waiting for you to let it go on',
  },
  andMore: (doing: string, more: number) => `${doing} and ${more} more…`,
  approvalSpoken: (title: string) => `Gemini asks for your approval: ${title}.`,
  questionSpoken: (question: string) => `Gemini asks: ${question}`,
} as const;

/** How a call ended, in a word; the usual way needs none. */
export const outcomeWords: Readonly<Record<CallOutcome, string>> = {
  done: '',
  failed: 'failed',
  denied: 'denied',
  refused: 'refused',
};

/** What a call came to, in a few words. That it was denied its summary says by itself. */
export function endOf({
  outcome,
  summary,
}: {
  readonly outcome: CallOutcome;
  readonly summary: string;
}): string {
  if (summary === '' || outcome === 'done' || outcome === 'denied') return summary || outcomeWords[outcome];
  return `${outcomeWords[outcome]}: ${summary}`;
}

const doings: Readonly<Record<string, string>> = {
  Apply: 'Applying',
  Ask: 'Asking',
  Check: 'Checking',
  Create: 'Creating',
  Delete: 'Deleting',
  Edit: 'Editing',
  Fetch: 'Fetching',
  Find: 'Finding',
  List: 'Listing',
  Look: 'Looking',
  Move: 'Moving',
  Open: 'Opening',
  Read: 'Reading',
  Rename: 'Renaming',
  Run: 'Running',
  Search: 'Searching',
  Show: 'Showing',
  Update: 'Updating',
  Write: 'Writing',
};

/** What is being done while a call of that title runs: "Run npm test" makes "Running npm test". */
export function doing(title: string): string {
  const [first = '', ...rest] = title.split(' ');
  return [doings[first] ?? first, ...rest].join(' ');
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
