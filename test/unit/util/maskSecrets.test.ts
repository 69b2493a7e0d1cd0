import assert from 'node:assert/strict';
import { mask, maskSecrets } from '../../../src/util/maskSecrets';

// Put together here, so that no scanner takes them for real ones.
const joined = (...parts: readonly string[]): string => parts.join('');
const secrets: Readonly<Record<string, string>> = {
  'a Google key': joined('AI', 'za', 'Sy0123456789'.repeat(3).slice(0, 35)),
  'an AWS key': joined('AK', 'IAABCDEFGHIJKLMNOP'),
  'a GitHub token': joined('gh', 'p_', 'a1'.repeat(18)),
  'a Slack token': joined('xo', 'xb-123456789012-abcdef'),
  'a Stripe key': joined('sk', '_live_', 'a1b2'.repeat(6)),
  'a web token': joined('ey', 'JhbGciOiJIUzI1NiJ9.ey', 'JzdWIiOiIxMjM0NTY3ODkwIn0.abcdefghijklmnop'),
  'a private key': joined('-----BEGIN RSA PRIV', 'ATE KEY-----\n+MIIB\n+abc\n-----END RSA PRIVATE KEY-----'),
};

describe('masking secrets', () => {
  for (const [name, secret] of Object.entries(secrets)) {
    it(`takes out ${name}`, () => {
      assert.deepEqual(maskSecrets(`before ${secret} after`), { text: `before ${mask} after`, count: 1 });
    });
  }

  it('takes out what is assigned to a name that says so, and passwords in addresses', () => {
    assert.deepEqual(maskSecrets(`+password = "hunter2-and-more"\n+api_key: 'abcdef123456'`), {
      text: `+password = "${mask}"\n+api_key: '${mask}'`,
      count: 2,
    });
    assert.equal(maskSecrets('postgres://shop:s3cret-word@db/shop').text, `postgres://shop:${mask}@db/shop`);
  });

  it('takes out a private key whose end is cut off', () => {
    assert.equal(maskSecrets(joined('-----BEGIN EC PRIV', 'ATE KEY-----\nMIIB\nabc')).text, mask);
  });

  it('leaves alone what only looks like one', () => {
    for (const text of [
      'password = process.env.PASSWORD',
      'password: "${PASSWORD}"',
      'apiKey: "<your key>"',
      'secret = "your-secret-here"',
      'const token = readToken("name")',
      'https://example.com:8080/a@b',
      'export function disk-usage() {}',
    ])
      assert.deepEqual(maskSecrets(text), { text, count: 0 });
  });
});
