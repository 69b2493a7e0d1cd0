import { createHash } from 'node:crypto';

/** An interaction is named by the root of its chain and by itself. */
export interface InteractionKey {
  readonly root: string;
  readonly own: string;
}

/**
 * `v1_` and the unpadded base64url of the protobuf `{1: root, 2: own}`, as decoded from ids of the live service.
 */
export function interactionId({ root, own }: InteractionKey): string {
  const field = (tag: number, value: string): Buffer =>
    Buffer.concat([Buffer.from([tag, value.length]), Buffer.from(value, 'latin1')]);
  return `v1_${Buffer.concat([field(0x0a, root), field(0x12, own)]).toString('base64url')}`;
}

/** Everything that looks random on the wire, and is the same for the same seed. */
export interface Ids {
  /** A key for a first turn, or for one of the chain with that root. */
  readonly key: (root?: string) => InteractionKey;
  /** Eight characters, as the service names its calls. */
  readonly call: () => string;
  /** An environment's id. */
  readonly uuid: () => string;
  /** A name of twelve characters, for files and the like. */
  readonly name: () => string;
}

/** Ids that follow from a seed and from the order of asking. */
export function idSource(seed: string): Ids {
  let count = 0;
  const digest = (): Buffer => createHash('sha256').update(`${seed}:${++count}`).digest();
  const letters = (length: number): string =>
    [...digest()]
      .map((byte) => (byte % 36).toString(36))
      .join('')
      .slice(0, length);
  return {
    key: (root) => {
      const own = digest().toString('base64url').slice(0, 23);
      return { root: root ?? own, own };
    },
    call: () => letters(8),
    uuid: () => {
      const hex = digest().toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
    name: () => letters(12),
  };
}

/** The signature of a thought: standard base64 that depends on what was thought. */
export function signatureOf(thought: string): string {
  const digest = createHash('sha512').update(thought).digest();
  return Buffer.concat([Buffer.from([0x12, 0xf1, 0x05, 0x0a, 0xee, 0x05]), digest, digest]).toString(
    'base64',
  );
}
