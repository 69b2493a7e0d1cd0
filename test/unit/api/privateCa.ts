import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { SecureOptions } from '../../support/httpServer';

// Just enough DER (X.690) and X.509 (RFC 5280) for a certificate authority that lives as long as a test.

function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length;
  const size =
    length < 0x80
      ? [length]
      : length < 0x100
        ? [0x81, length]
        : [0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
const sequence = (...content: readonly Uint8Array[]) => der(0x30, ...content);
const set = (...content: readonly Uint8Array[]) => der(0x31, ...content);
const octets = (content: Uint8Array) => der(0x04, content);
const bits = (content: Uint8Array) => der(0x03, Buffer.from([0]), content);
const yes = der(0x01, Buffer.from([0xff]));
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const utf8 = (text: string) => der(0x0c, Buffer.from(text));
const time = (date: Date) => der(0x17, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`));

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const name = (commonName: string) => sequence(set(sequence(oid('550403'), utf8(commonName))));
const extension = (id: string, value: Uint8Array, critical = false) =>
  sequence(oid(id), ...(critical ? [yes] : []), octets(value));

function alternativeNames(hosts: readonly string[]): Buffer {
  const entries = hosts.map((host) =>
    /^[\d.]+$/.test(host)
      ? der(0x87, Buffer.from(host.split('.').map(Number)))
      : der(0x82, Buffer.from(host)),
  );
  return extension('551d11', sequence(...entries));
}

interface Subject {
  readonly commonName: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Uint8Array[];
}

function certificate(subject: Subject, issuer: string, signer: KeyObject): string {
  const day = 86_400_000;
  const now = Date.now();
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(8)]);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ecdsaWithSha256,
    name(issuer),
    sequence(time(new Date(now - day)), time(new Date(now + day))),
    name(subject.commonName),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...subject.extensions)),
  );
  const whole = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, signer)));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

/** A certificate authority that no system knows. */
export interface PrivateCa {
  /** Its own certificate, as PEM. */
  readonly certificate: string;
  /** Makes key and certificate of a server with these names or IPv4 addresses. */
  issue(...hosts: readonly string[]): SecureOptions;
}

/** Makes a certificate authority. */
export function createPrivateCa(): PrivateCa {
  const issuer = 'Private Test Authority';
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const basicConstraints = extension('551d13', sequence(yes), true);
  return {
    certificate: certificate(
      { commonName: issuer, publicKey: authority.publicKey, extensions: [basicConstraints] },
      issuer,
      authority.privateKey,
    ),
    issue(...hosts) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const subject = {
        commonName: hosts[0] ?? 'localhost',
        publicKey,
        extensions: [alternativeNames(hosts)],
      };
      return {
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        cert: certificate(subject, issuer, authority.privateKey),
      };
    },
  };
}
