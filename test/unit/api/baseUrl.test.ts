import assert from 'node:assert/strict';
import { apiRoot } from '../../../src/api/baseUrl';
import { ApiError } from '../../../src/api/errors';

describe('base URL', () => {
  const roots: readonly (readonly [string | undefined, string])[] = [
    [undefined, 'https://generativelanguage.googleapis.com/v1beta'],
    ['  ', 'https://generativelanguage.googleapis.com/v1beta'],
    ['https://example.org', 'https://example.org/v1beta'],
    ['https://example.org/', 'https://example.org/v1beta'],
    ['https://example.org/v1beta', 'https://example.org/v1beta'],
    ['https://example.org/v1beta/', 'https://example.org/v1beta'],
    ['https://example.org/v1', 'https://example.org/v1'],
    ['https://example.org/v1alpha//', 'https://example.org/v1alpha'],
    ['https://example.org/gateway/gemini', 'https://example.org/gateway/gemini/v1beta'],
    ['https://example.org/gateway/v1beta', 'https://example.org/gateway/v1beta'],
    ['https://example.org/v1beta/tenant', 'https://example.org/v1beta/tenant/v1beta'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787/v1beta'],
    ['http://[::1]:8787/', 'http://[::1]:8787/v1beta'],
    ['HTTPS://Example.ORG:443/a?b=c#d', 'https://example.org/a/v1beta'],
  ];
  for (const [given, root] of roots) {
    it(`${String(given)} is ${root}`, () => assert.equal(apiRoot(given), root));
  }

  for (const given of [
    'example.org',
    'ftp://example.org',
    'file:///etc/passwd',
    'https://',
    'http://user:pass@example.org',
  ]) {
    it(`refuses ${given}`, () =>
      assert.throws(
        () => apiRoot(given),
        (error) => error instanceof ApiError && error.kind === 'invalid' && !/pass@/.test(error.message),
      ));
  }
});
