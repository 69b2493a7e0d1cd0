import ignore from 'ignore';

/** The files that say what is left out, in the syntax of Git. */
export const ignoreFileNames = ['.gitignore', '.geminiignore', '.aiexclude'] as const;
export type IgnoreFileName = (typeof ignoreFileNames)[number];

/**
 * What may be done with a file or folder.
 * - `open`: everything
 * - `unlisted`: Git ignores it, so that listings and searches leave it out
 * - `excluded`: `.geminiignore` or `.aiexclude` keep it from the model
 * - `secret`: its name says that it may hold secrets
 */
export type Verdict =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'unlisted' | 'excluded' | 'secret';
      /** Why, to follow a colon: `.geminiignore leaves it out (*.log)`. */
      readonly reason: string;
    };

/** The rules that hold for what stands directly in one folder, those of the folders above it included. */
export interface FolderRules {
  readonly unlisted: ignore.Ignore;
  readonly excluded: ignore.Ignore;
}

/** The rules of a workspace folder without any file that says what is left out. */
export const noRules: FolderRules = { unlisted: ignore(), excluded: ignore() };

/** Names of files that hold keys, passwords and tokens. No file of a workspace can take one of them back. */
const secretPatterns = [
  // settings with secrets in them
  '.env* *.tfvars *.tfstate *.tfstate.backup secrets.json secrets.yml secrets.yaml secrets.toml',
  // keys, and what keeps keys
  '*.pem *.key *.p8 *.p12 *.pfx *.pkcs12 *.ppk *.jks *.keystore *.kdbx *.ovpn .ssh/ .gnupg/',
  'id_rsa id_dsa id_ecdsa id_ecdsa_sk id_ed25519 id_ed25519_sk',
  // tools that keep their tokens beside their settings
  '.npmrc .yarnrc .yarnrc.yml .pypirc .netrc _netrc .git-credentials .htpasswd .pgpass .my.cnf',
  '.dockercfg .vault-token **/.docker/config.json **/.kube/config **/.gem/credentials **/.cargo/credentials*',
  // accounts of the clouds
  '**/.aws/credentials **/.aws/config .azure/ **/gcloud/*.db **/gcloud/legacy_credentials/',
  'application_default_credentials.json client_secret*.json service-account*.json service_account*.json',
  'credentials.json',
].flatMap((line) => line.split(' '));
const secrets = ignore().add(
  secretPatterns.map((pattern) => ({ pattern, mark: `its name says that it may hold secrets (${pattern})` })),
);

/**
 * The rules of a folder, with those of a file in it added.
 * @param folder the path of the folder in its root, without a slash at the end; empty for the root itself
 */
export function withIgnoreFile(
  rules: FolderRules,
  folder: string,
  file: { readonly name: IgnoreFileName; readonly text: string },
): FolderRules {
  const where = folder === '' ? file.name : `${folder}/${file.name}`;
  const added = file.text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const pattern = fromRoot(line, folder);
      return pattern === undefined ? [] : [{ pattern, mark: `${where} leaves it out (${line.trim()})` }];
    });
  if (added.length === 0) return rules;
  const kind = file.name === '.gitignore' ? 'unlisted' : 'excluded';
  return { ...rules, [kind]: ignore().add(rules[kind]).add(added) };
}

/**
 * What may be done with a path.
 * @param path in its root, with slashes; one that ends in a slash is a folder
 * @param rules those of the folder that it stands in
 */
export function verdictOf(path: string, rules: FolderRules): Verdict {
  const secret = whySecret(path);
  if (secret !== undefined) return { kind: 'secret', reason: secret };
  const excluded = whyIgnored(rules.excluded, path);
  if (excluded !== undefined) return { kind: 'excluded', reason: excluded };
  const unlisted = whyIgnored(rules.unlisted, path);
  return unlisted === undefined ? { kind: 'open' } : { kind: 'unlisted', reason: unlisted };
}

/** Why a file may hold secrets, by its name alone, wherever it is; `undefined` when nothing says so. */
export function whySecret(path: string): string | undefined {
  // Windows takes these for the same file: `.env`, `.env.`, `.env::$DATA`.
  const plain = path
    .split(/[\\/]+/)
    .map((name) => name.replace(/:[^:]*:?\$data$/i, '').replace(/(?<=[^. ])[. ]+$/, ''))
    .join('/');
  return whyIgnored(secrets, plain);
}

function whyIgnored(rules: ignore.Ignore, path: string): string | undefined {
  const relative = path.replace(/^\/*(?:[a-z]:)?\/+/i, '');
  if (!ignore.isPathValid(relative)) return undefined;
  const { ignored, rule } = rules.test(relative);
  return ignored ? (rule?.mark ?? 'it is left out') : undefined;
}

/** A line of a file in that folder, as it would stand in the root; `undefined` when it is no pattern. */
function fromRoot(line: string, folder: string): string | undefined {
  if (line.trim() === '' || line.startsWith('#')) return undefined;
  if (folder === '') return line;
  const [sign, pattern] = line.startsWith('!') ? ['!', line.slice(1)] : ['', line];
  // A slash in front or within ties a pattern to its folder; without one it holds in the folders below, too.
  const tied = /\/./.test(pattern.trimEnd());
  const prefix = `/${folder.replaceAll(/[\\*?[\]!# ]/g, '\\$&')}`;
  return `${sign}${prefix}/${tied ? pattern.replace(/^\//, '') : `**/${pattern}`}`;
}
