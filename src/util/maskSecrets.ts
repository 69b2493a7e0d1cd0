/** A text without the credentials that were in it, and how many they were. */
export interface Masked {
  readonly text: string;
  readonly count: number;
}

/** What stands in place of a credential. */
export const mask = '[secret left out]';

/** Credentials that are known by how they look. */
const known = [
  // private keys
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  // Google: API keys, OAuth secrets and tokens
  /\bAIza[\w-]{35}/g,
  /\bGOCSPX-[\w-]{20,}/g,
  /\bya29\.[\w-]{20,}/g,
  // AWS
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  // GitHub, GitLab
  /\bgh[pousr]_[A-Za-z0-9]{36,}/g,
  /\bgithub_pat_\w{40,}/g,
  /\bglpat-[\w-]{20,}/g,
  // Slack, Stripe, OpenAI and its like, npm, PyPI, SendGrid
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\b[rs]k_live_[A-Za-z0-9]{16,}/g,
  /\bsk-(?:[a-z]+-)*[\w-]{32,}/g,
  /\bnpm_[A-Za-z0-9]{36}/g,
  /\bpypi-[\w-]{50,}/g,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
  // JSON Web Tokens
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g,
];
/** Passwords in addresses: `https://name:password@host`. */
const inAddress = /(?<=\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"]+:)[^\s:/@'"$<{]{6,}(?=@)/gi;
/** What is assigned to a name that says what it is: `password = "…"`, `API_TOKEN: …`. */
const assigned =
  /(?<=(?:passw(?:or)?d|passphrase|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|client[_-]?secret|private[_-]?key)["']?\s*(?:=|:|:=|=>)\s*["'])[^\s"']{8,}(?=["'])/gi;
/** Assigned are also names of variables, and words that stand for a secret. */
const placeholder = /^(?:[$%<{[]|x+$|\*+$|\.+$|(?:your|my|the|some|test|dummy|fake|example|change)[-_ ]?)/i;

/** Puts a mark in place of credentials: what is known by its looks, and what is assigned to a name that says so. */
export function maskSecrets(text: string): Masked {
  let count = 0;
  const hide = (): string => {
    count += 1;
    return mask;
  };
  const byLooks = [...known, inAddress].reduce((rest, pattern) => rest.replace(pattern, hide), text);
  const all = byLooks.replace(assigned, (value) =>
    placeholder.test(value) || value.includes(mask) ? value : hide(),
  );
  return { text: all, count };
}
