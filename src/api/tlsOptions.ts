import * as tls from 'node:tls';

export interface TrustOptions {
  /** Whether certificates are checked; true unless set. */
  readonly strictSSL?: boolean;
  /** Whether the certificate authorities that the system trusts are trusted too; true unless set. */
  readonly systemCertificates?: boolean;
  /** More certificate authorities, as PEM. */
  readonly ca?: readonly string[];
}

export interface TlsOptions {
  readonly rejectUnauthorized?: boolean;
  readonly secureContext?: tls.SecureContext;
}

function systemCertificates(): readonly string[] {
  // Older hosts cannot tell, and a broken store must not stop what the bundled certificates could do.
  try {
    return tls.getCACertificates('system');
  } catch {
    return [];
  }
}

/**
 * What TLS connections are made with: Node's certificate authorities, the system's and the given ones. One context
 * is made for all connections, because parsing a few hundred certificates takes longer than a handshake.
 */
export function tlsOptions(trust: TrustOptions): TlsOptions {
  const strict = trust.strictSSL === false ? { rejectUnauthorized: false } : {};
  const known = tls.getCACertificates('default');
  const extra = new Set([
    ...(trust.ca ?? []),
    ...(trust.systemCertificates === false ? [] : systemCertificates()),
  ]);
  for (const certificate of known) extra.delete(certificate);
  if (extra.size === 0) return strict;
  return { ...strict, secureContext: tls.createSecureContext({ ca: [...known, ...extra] }) };
}
